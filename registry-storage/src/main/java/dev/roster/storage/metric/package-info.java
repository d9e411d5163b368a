/** Rows and queries of metrics. */
@NullMarked
package dev.roster.storage.metric;

import org.jspecify.annotations.NullMarked;
