@NullMarked
package dev.roster.monitoring.profile;

import org.jspecify.annotations.NullMarked;
