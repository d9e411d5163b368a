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
 * @param metrics the value recorded last of each
 * @param digest {@code sha256:} of the manifest; null until finalized, as are the three below it
 * @param size bytes of all artifacts together
 * @param revision counts every change of what is shown here; the ETag
 */
public record Version(
    VersionRef ref,
    VersionStatus status,
    Stage stage,
    VersionFacts facts,
    @Nullable SignatureSource signatureSource,
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
