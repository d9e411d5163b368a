/** Artifacts, uploads, blobs and the deletion queue in PostgreSQL. */
@NullMarked
package dev.roster.storage.artifact;

import org.jspecify.annotations.NullMarked;
