/** ETags and If-Match. */
@NullMarked
package dev.roster.api.revision;

import org.jspecify.annotations.NullMarked;
