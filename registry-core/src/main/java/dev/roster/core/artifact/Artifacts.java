package dev.roster.core.artifact;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.blob.BlobRecordStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.tombstone.Tombstones;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The files that a version has. */
@Service
public class Artifacts {
  private final ArtifactStore artifacts;
  private final BlobRecordStore blobs;
  private final Tombstones tombstones;
  private final AuditLog audit;

  Artifacts(ArtifactStore artifacts, BlobRecordStore blobs, Tombstones tombstones, AuditLog audit) {
    this.artifacts = artifacts;
    this.blobs = blobs;
    this.tombstones = tombstones;
    this.audit = audit;
  }

  /**
   * A page of the files, by path.
   *
   * @throws Refused {@code reclaimed}
   */
  public Page<Artifact> list(VersionRef version, PageRequest page) {
    Page<Artifact> files = artifacts.list(version, page);
    if (files.items().isEmpty()) tombstones.refuseReclaimed(version);
    return files;
  }

  /**
   * @throws Refused {@code artifact_not_found}, {@code reclaimed}
   */
  public StoredArtifact find(VersionRef version, ArtifactPath path) {
    return artifacts
        .find(version, path)
        .orElseThrow(() -> tombstones.refusal(version).orElseGet(() -> missing(version)));
  }

  /**
   * Removes the file from a draft.
   *
   * @throws Refused {@code version_immutable}, {@code artifact_not_found}, {@code stale}
   */
  @Transactional
  public void remove(
      VersionRef version, ArtifactPath path, Precondition precondition, Principal by) {
    precondition.check(Optional.of(find(version, path).artifact())); // 404 and 412 before 409
    artifacts.lockDraft(version);
    Artifact artifact =
        artifacts.lock(version, path).orElseThrow(() -> missing(version)).artifact();
    precondition.check(Optional.of(artifact));
    blobs.lock(List.of(artifact.sha256()));
    artifacts.detach(version, path);
    audit.append(
        Change.of(
            by.actor(),
            Action.ARTIFACT_DELETED,
            version,
            Map.of("path", path.text(), "sha256", artifact.sha256().hex())));
  }

  private static Refused missing(VersionRef version) {
    return Refused.because(
            ProblemCode.ARTIFACT_NOT_FOUND,
            "Version %d of %s has no file at this path."
                .formatted(version.number(), version.model().name()))
        .with(new Remedy.ListArtifacts(version.model().name().text(), version.number()));
  }
}
