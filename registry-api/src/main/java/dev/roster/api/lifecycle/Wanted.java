package dev.roster.api.lifecycle;

import dev.roster.core.reference.ModelRef;
import org.jspecify.annotations.Nullable;

/**
 * What a call of resolve asks for.
 *
 * @param model as it was found when the call came
 * @param number of a version; null if a selector is given
 * @param selector a stage, an alias, a label or a range of labels; empty if a number is given
 */
record Wanted(ModelRef model, @Nullable Integer number, String selector) {}
