/** Tests of what a check can be asked for. */
@NullMarked
package dev.roster.api.monitoring;

import org.jspecify.annotations.NullMarked;
