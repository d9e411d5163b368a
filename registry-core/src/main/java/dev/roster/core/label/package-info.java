/** SemVer labels of versions, and ranges of them. */
@NullMarked
package dev.roster.core.label;

import org.jspecify.annotations.NullMarked;
