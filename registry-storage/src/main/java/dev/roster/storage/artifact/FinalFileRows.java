package dev.roster.storage.artifact;

import static java.time.ZoneOffset.UTC;

import dev.roster.core.artifact.Artifacts;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.FinalFiles;
import dev.roster.core.version.Manifest;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The version's row, locked by the caller, keeps uploads from ending; so what is read here stays.
 */
@Repository
class FinalFileRows implements FinalFiles {
  private final JdbcClient jdbc;
  private final Artifacts artifacts;
  private final Clock clock;

  FinalFileRows(JdbcClient jdbc, Artifacts artifacts, Clock clock) {
    this.jdbc = jdbc;
    this.artifacts = artifacts;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Manifest.File> lockedFor(VersionRef version) {
    List<StoredArtifact> files = artifacts.all(version);
    if (isDraft(version)) {
      refuse(
          "Uploads into " + version + " are still running. Finalize when they have ended.",
          uploading(version));
      refuse(
          "The store lost bytes of " + version + ". Upload these files again, then finalize.",
          damaged(files));
    }
    return files.stream()
        .map(StoredArtifact::artifact)
        .map(a -> new Manifest.File(a.path().text(), a.sha256().hex(), a.size()))
        .toList();
  }

  private boolean isDraft(VersionRef version) {
    return jdbc.sql("select status = 'draft' from version where id = :id")
        .param("id", version.id())
        .query(Boolean.class)
        .single();
  }

  /** An upload past its expiry has no sender any more, and could not end after this. */
  private List<FieldFault> uploading(VersionRef version) {
    return jdbc.sql(
            """
            select distinct path from upload
            where version_id = :version and state in ('open', 'verifying') and expires_at > :now
            order by path""")
        .param("version", version.id())
        .param("now", clock.instant().atOffset(UTC))
        .query(
            (row, n) -> new FieldFault("/artifacts", row.getString("path") + " is being uploaded"))
        .list();
  }

  private static List<FieldFault> damaged(List<StoredArtifact> files) {
    return files.stream()
        .filter(StoredArtifact::damaged)
        .map(file -> new FieldFault("/artifacts", file.artifact().path() + " is damaged"))
        .toList();
  }

  private static void refuse(String detail, List<FieldFault> faults) {
    if (!faults.isEmpty()) throw Refused.because(ProblemCode.MANIFEST_MISMATCH, detail, faults);
  }
}
