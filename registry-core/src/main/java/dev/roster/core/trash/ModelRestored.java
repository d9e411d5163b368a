package dev.roster.core.trash;

import dev.roster.core.reference.ModelRef;
import java.time.Instant;

/** A deleted model was restored. Published as an application event within its transaction. */
public record ModelRestored(ModelRef model, Instant at) {}
