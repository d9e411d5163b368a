/** The files of a version over HTTP: upload, download, list, delete, archive. */
@NullMarked
package dev.roster.api.artifact;

import org.jspecify.annotations.NullMarked;
