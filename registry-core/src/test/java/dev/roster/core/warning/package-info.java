@NullMarked
package dev.roster.core.warning;

import org.jspecify.annotations.NullMarked;
