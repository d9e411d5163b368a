package dev.roster.core.version;

import dev.roster.core.audit.Actor;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;

/**
 * A version was deleted. Published as an application event within its transaction.
 *
 * @param stage the stage that it was in
 */
public record VersionDeleted(VersionRef version, Stage stage, Actor by, Instant at) {}
