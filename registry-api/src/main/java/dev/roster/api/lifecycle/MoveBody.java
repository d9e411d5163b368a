package dev.roster.api.lifecycle;

import dev.roster.core.reference.Stage;
import org.jspecify.annotations.Nullable;

/** A request to move a version to a stage. */
record MoveBody(Stage to, @Nullable String reason, @Nullable Boolean dryRun) {}
