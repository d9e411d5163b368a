/** The files of a version and the bytes behind them: upload, download, collect. */
@NullMarked
package dev.roster.core.artifact;

import org.jspecify.annotations.NullMarked;
