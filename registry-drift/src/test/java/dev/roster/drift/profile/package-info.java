@NullMarked
package dev.roster.drift.profile;

import org.jspecify.annotations.NullMarked;
