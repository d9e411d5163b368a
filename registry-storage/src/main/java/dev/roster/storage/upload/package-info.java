/** The rows of uploads in parts. */
@NullMarked
package dev.roster.storage.upload;

import org.jspecify.annotations.NullMarked;
