/** The store of bytes in a folder, which the embedded S3 API serves as a bucket. */
@NullMarked
package dev.roster.storage.folder;

import org.jspecify.annotations.NullMarked;
