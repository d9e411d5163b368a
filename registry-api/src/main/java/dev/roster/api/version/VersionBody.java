package dev.roster.api.version;

import dev.roster.core.version.Framework;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Stage;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version as the API shows it. */
public record VersionBody(
    String model,
    int version,
    VersionStatus status,
    Stage stage,
    @Nullable String digest,
    @Nullable Integer artifactCount,
    @Nullable Long size,
    @Nullable String description,
    Map<String, String> tags,
    List<String> aliases,
    Map<String, Double> metrics,
    @Nullable Framework framework,
    Map<String, Object> hyperparameters,
    @Nullable Signature signature,
    @Nullable Lineage lineage,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    @Nullable Instant finalizedAt) {

  public static VersionBody of(Version version) {
    return new VersionBody(
        version.ref().model().name().text(),
        version.ref().number(),
        version.status(),
        version.stage(),
        version.digest(),
        version.artifactCount(),
        version.size(),
        version.facts().description(),
        version.facts().tags(),
        version.aliases(),
        version.metrics(),
        version.facts().framework(),
        version.facts().hyperparameters(),
        version.facts().signature(),
        version.facts().lineage(),
        version.createdAt(),
        version.createdBy(),
        version.updatedAt(),
        version.finalizedAt());
  }
}
