/** REST over uploads in parts. */
@NullMarked
package dev.roster.api.upload;

import org.jspecify.annotations.NullMarked;
