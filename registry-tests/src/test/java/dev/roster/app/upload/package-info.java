/** Tests of uploads in parts against a running server. */
@NullMarked
package dev.roster.app.upload;

import org.jspecify.annotations.NullMarked;
