@NullMarked
package dev.roster.drift.alarm;

import org.jspecify.annotations.NullMarked;
