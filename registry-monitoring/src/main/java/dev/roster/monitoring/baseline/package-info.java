/** Makes baselines from rows, and writes and reads the documents that are stored. */
@NullMarked
package dev.roster.monitoring.baseline;

import org.jspecify.annotations.NullMarked;
