/** Tests of ETags and If-Match. */
@NullMarked
package dev.roster.http.revision;

import org.jspecify.annotations.NullMarked;
