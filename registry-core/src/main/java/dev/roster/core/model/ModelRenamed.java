package dev.roster.core.model;

import dev.roster.core.audit.Actor;
import dev.roster.core.reference.ModelRef;
import java.time.Instant;

/**
 * A model was renamed. Published within the transaction of the change.
 *
 * @param model by its new name
 */
public record ModelRenamed(ModelRef model, Actor by, Instant at) {}
