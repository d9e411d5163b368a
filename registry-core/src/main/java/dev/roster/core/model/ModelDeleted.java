package dev.roster.core.model;

import dev.roster.core.audit.Actor;
import dev.roster.core.reference.ModelRef;
import java.time.Instant;

/** A model was deleted. Published within the transaction of the deletion. */
public record ModelDeleted(ModelRef model, Actor by, Instant at) {}
