package dev.roster.api.lifecycle;

import dev.roster.core.reference.Stage;
import org.jspecify.annotations.Nullable;

/** A move that is asked for. */
record MoveBody(Stage to, @Nullable String reason, @Nullable Boolean dryRun) {}
