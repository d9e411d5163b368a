package dev.roster.core.lineage;

import dev.roster.core.reference.ModelRef;
import java.time.Instant;
import java.util.List;

/**
 * A run as it is stored for a model.
 *
 * @param versions the numbers of the versions that it made, at most 1,000
 */
public record RecordedRun(ModelRef model, Run run, Instant receivedAt, List<Integer> versions) {}
