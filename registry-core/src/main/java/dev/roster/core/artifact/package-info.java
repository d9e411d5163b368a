/** The files of a version and their bytes: upload, download and garbage collection. */
@NullMarked
package dev.roster.core.artifact;

import org.jspecify.annotations.NullMarked;
