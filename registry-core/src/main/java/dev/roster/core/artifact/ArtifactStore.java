package dev.roster.core.artifact;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows that say which files a version has. Paths are ordered by the bytes of their UTF-8. */
public interface ArtifactStore {
  /** A page of the files, by path. */
  Page<Artifact> list(VersionRef version, PageRequest page);

  /** All files, by path. */
  List<StoredArtifact> all(VersionRef version);

  /** The artifact at exactly this path. */
  Optional<StoredArtifact> find(VersionRef version, ArtifactPath path);

  /** As {@link #find}, and locks the row until the transaction of the caller ends. */
  Optional<StoredArtifact> lock(VersionRef version, ArtifactPath path);

  /** The artifacts at these paths, by path, locked as by {@link #lock}; some may have none. */
  List<StoredArtifact> lockAll(VersionRef version, Collection<ArtifactPath> paths);

  /**
   * The files of a version that is about to be ready, by path; there may be none. The transaction
   * of the caller holds the lock of the version's row, so that no file is added meanwhile.
   *
   * @throws dev.roster.core.problem.Refused {@code upload_open} naming each path that is still
   *     being uploaded; {@code manifest_mismatch} naming each path whose bytes are damaged
   */
  List<Artifact> lockForFinalize(VersionRef version);

  /**
   * Locks the version, which must be a draft, until the transaction of the caller ends.
   *
   * @throws dev.roster.core.problem.Refused {@code version_immutable}, {@code deleted}, {@code
   *     reclaimed}
   */
  void lockDraft(VersionRef version);

  /**
   * Refuses paths of which one differs from one of the version's by case alone, lies below a file
   * of the version, or is a folder of its files.
   *
   * @throws dev.roster.core.problem.Refused {@code path_conflict}
   */
  void refuseConflicts(VersionRef version, Collection<ArtifactPath> paths);

  /**
   * Attaches the blob at the path, and replaces the blob that was there.
   *
   * @throws dev.roster.core.problem.Refused {@code path_conflict}; {@code too_large} beyond a quota
   */
  Attached attach(VersionRef version, ArtifactPath path, long blobId, String by, Instant at);

  /**
   * Attaches all blobs at their paths as {@link #attach} does, by one statement: what they count
   * for is locked for a moment, however many there are.
   *
   * @throws dev.roster.core.problem.Refused {@code path_conflict}; {@code too_large} beyond a quota
   */
  Map<ArtifactPath, Attached> attachAll(
      VersionRef version, Map<ArtifactPath, Long> blobIds, String by, Instant at);

  /** Removes the artifact. Returns false if there is none. */
  boolean detach(VersionRef version, ArtifactPath path);

  /** What {@link #attach} did: the path is new, has other bytes now, or had these already. */
  enum Attached {
    ADDED,
    REPLACED,
    UNCHANGED
  }
}
