package dev.roster.core.upload;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.ArtifactStore;
import dev.roster.core.artifact.Precondition;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.blob.BlobRecordStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.digest.Sha256;
import dev.roster.core.quota.Quotas;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.upload.PartedUpload.Failure;
import dev.roster.core.upload.PartedUpload.State;
import dev.roster.core.version.VersionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The transactions of uploads in parts. The store is called between them. */
@Component
class PartedUploadTransactions {
  private final ArtifactStore artifacts;
  private final VersionStore versions;
  private final PartedUploadStore uploads;
  private final BlobRecordStore blobs;
  private final Quotas quotas;
  private final AuditLog audit;
  private final ArtifactSettings artifactSettings;
  private final UploadSettings settings;
  private final Clock clock;

  PartedUploadTransactions(
      ArtifactStore artifacts,
      VersionStore versions,
      PartedUploadStore uploads,
      BlobRecordStore blobs,
      Quotas quotas,
      AuditLog audit,
      ArtifactSettings artifactSettings,
      UploadSettings settings,
      Clock clock) {
    this.artifacts = artifacts;
    this.versions = versions;
    this.uploads = uploads;
    this.blobs = blobs;
    this.quotas = quotas;
    this.audit = audit;
    this.artifactSettings = artifactSettings;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Inserts the row, which is the reference to the parts from now on. It is committed before the
   * store begins to take parts, also in a call with an idempotency key, and expires soon unless
   * that {@link #begun begins}.
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public PartedUpload open(
      VersionRef version,
      ArtifactPath path,
      Parts parts,
      @Nullable Sha256 announced,
      Via via,
      Precondition precondition,
      Principal by) {
    Optional<Artifact> before = artifacts.find(version, path).map(StoredArtifact::artifact);
    precondition.check(before);
    artifacts.lockDraft(version);
    artifacts.refuseConflicts(version, List.of(path));
    quotas.checkRoom(version, by.name(), parts.size(), () -> before.map(Artifact::size));
    Instant now = clock.instant();
    PartedUpload upload =
        new PartedUpload(
            UUID.randomUUID(),
            version,
            path,
            parts,
            announced,
            via,
            State.OPEN,
            by.id(),
            by.actor(),
            now.plus(artifactSettings.uploadLease()),
            new PartedObject(StoreKey.random(), ""),
            0,
            null);
    uploads.open(upload, now);
    quotas.checkUploads(version, by.name(), now);
    return upload;
  }

  /** Records that the store takes parts. Returns false if the upload has expired meanwhile. */
  @Transactional
  public boolean begun(PartedUpload upload, String handle, Principal by) {
    boolean begun = uploads.begun(upload.id(), handle, clock.instant().plus(settings.expiry()));
    if (begun) audit(Action.UPLOAD_OPENED, upload, by);
    return begun;
  }

  /** Ends an upload that the store did not begin, so that it does not hold up the version. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void neverBegun(PartedUpload upload) {
    abort(upload, null);
  }

  /** Records that URLs were signed. */
  @Transactional
  public void signed(PartedUpload upload, Principal by) {
    audit(Action.UPLOAD_SIGNED, upload, by);
  }

  /** Records that the upload was aborted by a caller. */
  @Transactional
  public void aborted(PartedUpload upload, Principal by) {
    audit(Action.UPLOAD_ABORTED, upload, by);
  }

  private void audit(Action action, PartedUpload upload, Principal by) {
    audit.append(
        Change.of(
            by.actor(),
            action,
            upload.version(),
            Map.of(
                "upload", upload.id().toString(),
                "path", upload.path().text(),
                "size", upload.parts().size(),
                "via", upload.via().wire())));
  }

  /**
   * Claims an open upload to verify it; a large file is left to whichever server claims it next.
   * Empty if it is no longer open.
   */
  @Transactional
  public Optional<PartedUpload> beginVerifying(
      PartedUpload upload, boolean isLarge, Precondition precondition) {
    precondition.check(
        artifacts.find(upload.version(), upload.path()).map(StoredArtifact::artifact));
    versions.lock(upload.version());
    artifacts.lockDraft(upload.version());
    artifacts.refuseConflicts(upload.version(), List.of(upload.path()));
    Instant now = clock.instant();
    return uploads.beginVerifying(
        upload.id(),
        isLarge,
        isLarge ? now : now.plus(artifactSettings.uploadLease()),
        now.plus(settings.expiry()));
  }

  /** Aborts an upload that has not ended, and queues what the store may have for deletion. */
  @Transactional
  public boolean abort(PartedUpload upload, @Nullable Failure failure) {
    Instant now = clock.instant();
    boolean aborted = uploads.abort(upload.id(), upload.attempt(), failure, now);
    if (aborted) blobs.enqueueDeletion(upload.object().key(), now);
    return aborted;
  }
}
