@NullMarked
package dev.roster.drift.baseline;

import org.jspecify.annotations.NullMarked;
