package dev.roster.core.artifact;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactStore.Attached;
import dev.roster.core.artifact.UploadStore.Upload;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.blob.BlobRecordStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.quota.Quotas;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The transactions of an upload. The bytes are sent between the first and the last of them. */
@Component
public class UploadTransactions {
  /** A smaller file is sent before it is known whether there is room for it. */
  private static final long LARGE = 1 << 20;

  private final ArtifactStore artifacts;
  private final UploadStore uploads;
  private final BlobRecordStore blobs;
  private final Quotas quotas;
  private final AuditLog audit;
  private final ArtifactSettings settings;
  private final Clock clock;

  UploadTransactions(
      ArtifactStore artifacts,
      UploadStore uploads,
      BlobRecordStore blobs,
      Quotas quotas,
      AuditLog audit,
      ArtifactSettings settings,
      Clock clock) {
    this.artifacts = artifacts;
    this.uploads = uploads;
    this.blobs = blobs;
    this.quotas = quotas;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Inserts the row of the upload, which is the reference to the bytes from now on.
   *
   * @param announcedSize −1 if the client did not announce it
   */
  @Transactional
  public Upload open(
      VersionRef version,
      ArtifactPath path,
      long announcedSize,
      Precondition precondition,
      Principal by) {
    Upload upload = openAll(version, List.of(path), precondition, by).get(0);
    if (announcedSize >= LARGE)
      quotas.checkRoom(
          version, by.name(), announcedSize, () -> find(version, path).map(Artifact::size));
    return upload;
  }

  /** As {@link #open}, for several paths of one request. */
  @Transactional
  public List<Upload> openAll(
      VersionRef version, List<ArtifactPath> paths, Precondition precondition, Principal by) {
    if (precondition != Precondition.NONE)
      paths.forEach(path -> precondition.check(find(version, path)));
    artifacts.lockDraft(version);
    artifacts.refuseConflicts(version, paths);
    Map<ArtifactPath, Upload> opened = new LinkedHashMap<>();
    for (ArtifactPath path : paths)
      opened.put(path, new Upload(UUID.randomUUID(), StoreKey.random()));
    Instant now = clock.instant();
    uploads.open(opened, version, by.actor(), now, now.plus(settings.uploadLease()));
    quotas.checkUploads(version, by.name(), now);
    return List.copyOf(opened.values());
  }

  private Optional<Artifact> find(VersionRef version, ArtifactPath path) {
    return artifacts.find(version, path).map(StoredArtifact::artifact);
  }

  /** Attaches the bytes, which the store has, to the version at the path. */
  @Transactional
  public Received record(
      Upload upload, VersionRef version, Artifact artifact, Precondition precondition, Actor by) {
    artifacts.lockDraft(version);
    Instant now = clock.instant();
    if (!uploads.finish(List.of(upload), now))
      throw Refused.because(
          ProblemCode.CONFLICT,
          "The upload expired, because its server did not renew the lease in time. Send it again.");
    Optional<Artifact> before =
        artifacts.lock(version, artifact.path()).map(StoredArtifact::artifact);
    precondition.check(before);
    blobs.lock(Stream.concat(before.stream(), Stream.of(artifact)).map(Artifact::sha256).toList());
    BlobRecordStore.Upserted blob =
        blobs.upsert(
            new BlobRecordStore.Received(artifact.sha256(), artifact.size(), upload.key()), now);
    Attached attached = artifacts.attach(version, artifact.path(), blob.blobId(), by.name(), now);
    if (before.isEmpty() && attached != Attached.ADDED) // a concurrent upload was faster
    precondition.check(Optional.of(artifact));
    if (attached != Attached.UNCHANGED)
      audit.append(
          Change.of(
              by,
              Action.ARTIFACT_UPLOADED,
              version,
              Map.of(
                  "path", artifact.path().text(),
                  "sha256", artifact.sha256().hex(),
                  "size", artifact.size())));
    return new Received(artifact, attached == Attached.ADDED, blob.healed());
  }

  /** Aborts the upload. Bytes that the store may have are queued for deletion. */
  @Transactional
  public void abort(Upload upload) {
    Instant now = clock.instant();
    if (uploads.abort(upload.id(), now)) blobs.enqueueDeletion(upload.key(), now);
  }

  /**
   * @param isNew whether there was no file at the path
   * @param healed whether the upload replaced bytes that were known to be damaged
   */
  record Received(Artifact artifact, boolean isNew, boolean healed) {}
}
