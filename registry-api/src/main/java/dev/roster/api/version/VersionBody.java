package dev.roster.api.version;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.metric.MetricValue;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.signature.SuggestedLabel;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Signature;
import dev.roster.core.version.SignatureSource;
import dev.roster.core.version.Version;
import dev.roster.core.version.Warning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body that describes a version.
 *
 * @param suggestedLabel null unless the caller asked for it
 */
public record VersionBody(
    String model,
    int version,
    VersionStatus status,
    Stage stage,
    @Nullable String digest,
    @Nullable Integer artifactCount,
    @Nullable Long size,
    @Nullable String label,
    @Nullable String description,
    @Nullable String license,
    Map<String, String> tags,
    List<String> aliases,
    Map<String, @MetricValue Double> metrics,
    @Nullable Framework framework,
    Map<String, Object> hyperparameters,
    @Nullable Signature signature,
    @Nullable SignatureSource signatureSource,
    List<Warning> warnings,
    @Nullable Lineage lineage,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    @Nullable Instant finalizedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SuggestedLabel suggestedLabel) {

  public static VersionBody of(Version version) {
    return of(version, null);
  }

  static VersionBody of(Version version, @Nullable SuggestedLabel suggested) {
    return new VersionBody(
        version.ref().model().name().text(),
        version.ref().number(),
        version.status(),
        version.stage(),
        version.digest(),
        version.artifactCount(),
        version.size(),
        version.facts().label() == null ? null : version.facts().label().text(),
        version.facts().description(),
        version.facts().license(),
        version.facts().tags(),
        version.aliases(),
        version.metrics(),
        version.facts().framework(),
        version.facts().hyperparameters(),
        version.facts().signature(),
        version.signatureSource(),
        version.warnings(),
        version.facts().lineage(),
        version.createdAt(),
        version.createdBy(),
        version.updatedAt(),
        version.finalizedAt(),
        suggested);
  }
}
