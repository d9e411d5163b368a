package dev.roster.core.unpack;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactDamage;
import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.Precondition;
import dev.roster.core.artifact.RunningUploads;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.unpack.UnpackTransactions.Arrived;
import dev.roster.core.unpack.UnpackTransactions.Recorded;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/** Unpacks an archive into a draft: all of its files, or none. */
@Service
public class ArchiveUpload {
  private final UnpackTransactions transactions;
  private final RunningUploads running;
  private final ArtifactDamage damage;
  private final BlobStore store;
  private final ArtifactSettings artifactSettings;
  private final UnpackSettings settings;

  ArchiveUpload(
      UnpackTransactions transactions,
      RunningUploads running,
      ArtifactDamage damage,
      BlobStore store,
      ArtifactSettings artifactSettings,
      UnpackSettings settings) {
    this.transactions = transactions;
    this.running = running;
    this.damage = damage;
    this.store = store;
    this.artifactSettings = artifactSettings;
    this.settings = settings;
  }

  /**
   * Unpacks the files into the folder {@code prefix}, and replaces files that were there.
   *
   * @param precondition a condition on each of the files
   * @throws Refused {@code version_immutable}, {@code path_conflict}, {@code stale}, {@code
   *     too_large}, {@code storage_unavailable}; {@code invalid_field} or {@code malformed_request}
   *     about an entry; then nothing is visible
   */
  public Unpacked unpack(
      VersionRef version,
      String prefix,
      IncomingFiles files,
      Precondition precondition,
      Principal by) {
    UnpackedNames names = new UnpackedNames(prefix, settings.maxDepth());
    transactions.check(version);
    try (UnpackedFiles unpacked =
        new UnpackedFiles(
            transactions,
            running,
            store,
            artifactSettings.maxSize().toBytes(),
            paths -> transactions.open(version, paths, precondition, by))) {
      for (IncomingFiles.File file = files.next(); file != null; file = files.next())
        unpacked.add(names.add(file.name()), file);
      List<Arrived> arrived = unpacked.finish();
      if (arrived.isEmpty())
        throw Refused.because(
            ProblemCode.MALFORMED_REQUEST, "The archive has no files. Nothing was stored.");
      Recorded recorded = transactions.record(version, arrived, precondition, by);
      unpacked.keep();
      if (recorded.healed()) damage.healed();
      return new Unpacked(
          arrived.stream()
              .map(Arrived::artifact)
              .sorted(Comparator.comparing(artifact -> artifact.path().text()))
              .toList(),
          recorded.anyNew());
    }
  }

  /**
   * @param artifacts by path
   * @param anyNew there was nothing at one of the paths
   */
  public record Unpacked(List<Artifact> artifacts, boolean anyNew) {}
}
