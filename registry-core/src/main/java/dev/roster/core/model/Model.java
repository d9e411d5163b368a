package dev.roster.core.model;

import dev.roster.core.reference.ModelRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered model.
 *
 * @param latestVersion the highest number of a version, including drafts; null if there is none yet
 * @param production the number of the version in production
 * @param staging the numbers of the versions in staging, ascending
 * @param aliases the number of the version per alias
 * @param revision counts each change of what is shown here; it is the ETag
 */
public record Model(
    ModelRef ref,
    @Nullable String description,
    @Nullable String owner,
    Map<String, String> tags,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    @Nullable Integer latestVersion,
    @Nullable Integer production,
    List<Integer> staging,
    Map<String, Integer> aliases,
    long revision) {}
