/** The store of bytes in any S3-compatible service. */
@NullMarked
package dev.roster.storage.s3;

import org.jspecify.annotations.NullMarked;
