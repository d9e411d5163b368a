/**
 * Moves of versions between stages: promotions, rollbacks, and which version a stage, an alias or a
 * label names.
 */
@NullMarked
package dev.roster.core.lifecycle;

import org.jspecify.annotations.NullMarked;
