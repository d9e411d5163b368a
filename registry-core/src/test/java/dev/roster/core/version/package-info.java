/** Tests of versions. */
@NullMarked
package dev.roster.core.version;

import org.jspecify.annotations.NullMarked;
