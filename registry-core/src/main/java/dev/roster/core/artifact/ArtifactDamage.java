package dev.roster.core.artifact;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.blob.BlobRecordStore;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records damage: bytes that the store lost or altered, and their repair by a later upload. */
@Component
public class ArtifactDamage {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactDamage.class);
  private final BlobRecordStore blobs;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  ArtifactDamage(
      BlobRecordStore blobs, AuditLog audit, ApplicationEventPublisher events, Clock clock) {
    this.blobs = blobs;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Records that the bytes of the blob under that key are not those that were stored. The record
   * stays, even if the call that found the damage fails.
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void found(long blobId, String key, Sha256 sha256) {
    blobs
        .markDamaged(blobId, key, clock.instant())
        .ifPresent(versions -> recordDamage(key, sha256, versions));
  }

  private void recordDamage(String key, Sha256 sha256, List<VersionRef> versions) {
    events.publishEvent(new DamageFound());
    LOG.error(
        "The store lost or altered the bytes of {} under {}; versions damaged: {}. Upload a file with"
            + " this digest again, into any draft, to repair them.",
        sha256,
        key,
        versions);
    versions.forEach(
        version ->
            audit.append(
                Change.of(
                    Actor.SYSTEM,
                    Action.VERSION_DAMAGED,
                    version,
                    Map.of("sha256", sha256.hex()))));
  }

  /** Records that the bytes of a damaged blob under that key are those that were stored. */
  @Transactional
  public void restored(long blobId, String key) {
    if (!blobs.markSound(blobId, key)) return;
    LOG.info("The bytes under {} are those that were stored again", key);
    healed();
  }

  /** Makes damaged versions ready again when all their bytes are stored again. */
  @Transactional
  public void healed() {
    blobs
        .markHealed()
        .forEach(
            version ->
                audit.append(Change.of(Actor.SYSTEM, Action.VERSION_HEALED, version, Map.of())));
  }

  static Refused damaged(Artifact artifact) {
    return Refused.because(
        ProblemCode.ARTIFACT_DAMAGED,
        "The store lost or altered the bytes of %s. Upload a file with SHA-256 %s again, into any draft, to repair them."
            .formatted(artifact.path(), artifact.sha256().hex()));
  }
}
