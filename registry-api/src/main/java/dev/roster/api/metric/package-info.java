/** The REST resources of metrics. */
@NullMarked
package dev.roster.api.metric;

import org.jspecify.annotations.NullMarked;
