package dev.roster.core.trash;

import dev.roster.core.audit.Actor;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;

/**
 * A deleted version was restored. Published as an application event within its transaction.
 *
 * @param stage the one that it is in
 */
public record VersionRestored(VersionRef version, Stage stage, Actor by, Instant at) {}
