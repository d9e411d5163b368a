/** Tests of metrics against a running server. */
@NullMarked
package dev.roster.app.metric;

import org.jspecify.annotations.NullMarked;
