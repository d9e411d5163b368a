package dev.roster.core.version;

import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One immutable set of artifacts with its facts.
 *
 * @param signatureSource null until finalized
 * @param warnings what its files name and do not hold; empty until finalized
 * @param metrics the last recorded value of each metric
 * @param digest {@code sha256:} of the manifest; null until finalized, as are the next three
 * @param size the bytes of all artifacts together
 * @param revision counts each change of what is shown here; it is the ETag
 */
public record Version(
    VersionRef ref,
    VersionStatus status,
    Stage stage,
    VersionFacts facts,
    @Nullable SignatureSource signatureSource,
    List<Warning> warnings,
    Map<String, Double> metrics,
    List<String> aliases,
    @Nullable String digest,
    @Nullable Integer artifactCount,
    @Nullable Long size,
    @Nullable Instant finalizedAt,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    long revision) {

  public boolean isReady() {
    return status == VersionStatus.READY;
  }
}
