/** Rows as they are sent: their formats, their limit, and files of a version that hold them. */
@NullMarked
package dev.roster.core.monitoring.rows;

import org.jspecify.annotations.NullMarked;
