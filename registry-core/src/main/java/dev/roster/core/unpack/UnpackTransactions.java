package dev.roster.core.unpack;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.ArtifactStore;
import dev.roster.core.artifact.ArtifactStore.Attached;
import dev.roster.core.artifact.Precondition;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.artifact.UploadStore;
import dev.roster.core.artifact.UploadStore.Upload;
import dev.roster.core.artifact.UploadTransactions;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.blob.BlobRecordStore;
import dev.roster.core.blob.BlobRecordStore.Received;
import dev.roster.core.blob.BlobRecordStore.Upserted;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The transactions of an archive that is unpacked: some for its uploads, and one for all files. */
@Component
class UnpackTransactions {
  private final ArtifactStore artifacts;
  private final UploadStore uploads;
  private final UploadTransactions single;
  private final BlobRecordStore blobs;
  private final AuditLog audit;
  private final Clock clock;

  UnpackTransactions(
      ArtifactStore artifacts,
      UploadStore uploads,
      UploadTransactions single,
      BlobRecordStore blobs,
      AuditLog audit,
      Clock clock) {
    this.artifacts = artifacts;
    this.uploads = uploads;
    this.single = single;
    this.blobs = blobs;
    this.audit = audit;
    this.clock = clock;
  }

  /** A file whose bytes the store has under the key of the upload. */
  record Arrived(Upload upload, Artifact artifact) {}

  /**
   * @param anyNew whether there was no file at one of the paths
   * @param healed whether bytes were replaced that the store had lost
   */
  record Recorded(boolean anyNew, boolean healed) {}

  /** Refuses a version that takes no files, before the archive is read. */
  @Transactional
  public void check(VersionRef version) {
    artifacts.lockDraft(version);
  }

  /** Inserts the rows of the uploads, which are the references to the bytes from now on. */
  public List<Upload> open(
      VersionRef version, List<ArtifactPath> paths, Precondition precondition, Principal by) {
    return single.openAll(version, paths, precondition, by);
  }

  /** Attaches all files to the version, or none. */
  @Transactional
  public Recorded record(
      VersionRef version, List<Arrived> files, Precondition precondition, Principal by) {
    artifacts.lockDraft(version);
    Instant now = clock.instant();
    if (!uploads.finish(files.stream().map(Arrived::upload).toList(), now))
      throw Refused.because(
          ProblemCode.CONFLICT,
          "An upload expired, because its server did not renew the lease in time. Send the archive again.");
    blobs.lock(replacedAndNew(version, files, precondition));
    Map<Sha256, Upserted> stored = store(files, now);
    Map<ArtifactPath, Long> placed = new HashMap<>();
    for (Arrived file : files)
      placed.put(file.artifact().path(), stored.get(file.artifact().sha256()).blobId());
    Map<ArtifactPath, Attached> attached = artifacts.attachAll(version, placed, by.name(), now);
    for (Arrived file : files)
      if (attached.get(file.artifact().path()) != Attached.UNCHANGED)
        audit.append(uploaded(version, file.artifact(), by));
    boolean anyNew = attached.containsValue(Attached.ADDED);
    return new Recorded(anyNew, stored.values().stream().anyMatch(Upserted::healed));
  }

  private Set<Sha256> replacedAndNew(
      VersionRef version, List<Arrived> files, Precondition precondition) {
    List<ArtifactPath> paths = files.stream().map(file -> file.artifact().path()).toList();
    Map<ArtifactPath, Artifact> before = new HashMap<>();
    for (StoredArtifact replaced : artifacts.lockAll(version, paths))
      before.put(replaced.artifact().path(), replaced.artifact());
    paths.forEach(path -> precondition.check(Optional.ofNullable(before.get(path))));
    return Stream.concat(before.values().stream(), files.stream().map(Arrived::artifact))
        .map(Artifact::sha256)
        .collect(Collectors.toSet());
  }

  /** Files with the same bytes share the first one's; the others' are deleted. */
  private Map<Sha256, Upserted> store(List<Arrived> files, Instant now) {
    Map<Sha256, Received> received = new HashMap<>();
    for (Arrived file : files) {
      Artifact artifact = file.artifact();
      String key = file.upload().key();
      Received first =
          received.putIfAbsent(
              artifact.sha256(), new Received(artifact.sha256(), artifact.size(), key));
      if (first != null) blobs.enqueueDeletion(key, now);
    }
    return blobs.upsertAll(received.values(), now);
  }

  private static Change uploaded(VersionRef version, Artifact artifact, Principal by) {
    return Change.of(
        by.actor(),
        Action.ARTIFACT_UPLOADED,
        version,
        Map.of(
            "path", artifact.path().text(),
            "sha256", artifact.sha256().hex(),
            "size", artifact.size()));
  }

  /** Aborts the uploads. Bytes that the store may have are queued for deletion. */
  @Transactional
  public void abort(List<Upload> opened) {
    opened.forEach(single::abort);
  }
}
