@NullMarked
package dev.roster.core.temporary;

import org.jspecify.annotations.NullMarked;
