@NullMarked
package dev.roster.core.checkpoint;

import org.jspecify.annotations.NullMarked;
