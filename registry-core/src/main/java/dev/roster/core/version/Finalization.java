package dev.roster.core.version;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactDownload;
import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.limit.Turns;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * Finalizes a version with the facts in its files: the bytes are read first, then the rows are
 * written.
 */
@Service
public class Finalization {
  private static final int TRIES = 3;

  /** What a file describes takes memory many times its size, so few versions are read at once. */
  private static final int MAX_AT_ONCE = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Versions versions;
  private final ArtifactDownload download;
  private final List<ArtifactReader> readers;
  private final Turns turns =
      new Turns(
          MAX_AT_ONCE,
          PATIENCE,
          "The files of other versions are read at the moment, %d at a time. Finalize it again in a while."
              .formatted(MAX_AT_ONCE));

  Finalization(
      Versions versions, ArtifactDownload download, ObjectProvider<ArtifactReader> readers) {
    this.versions = versions;
    this.download = download;
    this.readers = readers.orderedStream().toList();
  }

  /**
   * Makes a version READY (I1). A repeated call gets the same answer.
   *
   * @param listed exactly the files that must be there; empty: any files
   * @param again ends the caller's own transaction, if it is in one, before files are read again
   * @throws Refused {@code upload_open}, {@code manifest_mismatch}, {@code conflict} if the files
   *     keep changing, {@code too_many_requests} if others are read for long
   */
  public Version finalizeVersion(
      VersionRef ref, Optional<List<Manifest.File>> listed, Principal by, Runnable again) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Version> done = versions.finalizeVersion(ref, listed, inspect(ref), by);
      if (done.isPresent()) return done.get();
      again.run();
    }
    throw Refused.because(
        ProblemCode.CONFLICT,
        "The files of %s change while it is finalized. Finalize it after the uploads have ended."
            .formatted(ref));
  }

  private Inspection inspect(VersionRef ref) {
    Version version = versions.read(ref);
    var stored = download.all(ref);
    List<Manifest.File> seen =
        stored.stream().map(file -> Manifest.File.of(file.artifact())).toList();
    if (version.digest() != null) return new Inspection(seen, List.of());
    List<ArtifactFile> files = stored.stream().map(download::file).toList();
    return turns.take(() -> read(version, files, seen));
  }

  private Inspection read(Version version, List<ArtifactFile> files, List<Manifest.File> seen) {
    try {
      return new Inspection(
          seen, readers.stream().map(reader -> reader.read(version, files)).toList());
    } catch (Refused refused) {
      if (refused.code() != ProblemCode.ARTIFACT_DAMAGED) throw refused;
      return new Inspection(seen, List.of()); // it is marked now, and refused by its name
    }
  }
}
