/** Rows as they come, CSV, NDJSON or Parquet, read value by value and then forgotten. */
@NullMarked
package dev.roster.monitoring.rows;

import org.jspecify.annotations.NullMarked;
