/** Tests whether an S3-compatible store does what Roster needs. */
@NullMarked
package dev.roster.app.store;

import org.jspecify.annotations.NullMarked;
