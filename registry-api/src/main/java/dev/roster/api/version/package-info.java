/** The REST resources of versions. */
@NullMarked
package dev.roster.api.version;

import org.jspecify.annotations.NullMarked;
