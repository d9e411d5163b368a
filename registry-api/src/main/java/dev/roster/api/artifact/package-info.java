/** The REST resources of artifacts: upload, download, list, delete and archive. */
@NullMarked
package dev.roster.api.artifact;

import org.jspecify.annotations.NullMarked;
