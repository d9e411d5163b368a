package dev.roster.storage.artifact;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the file of a version beside which a path cannot be stored. */
@Repository
class PathConflicts {
  private final JdbcClient jdbc;

  PathConflicts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Refuses paths of which one differs from a file's by case alone, lies below a file, or is a
   * folder of files.
   *
   * @throws Refused {@code path_conflict}
   */
  void refuse(VersionRef version, Collection<ArtifactPath> paths) {
    jdbc.sql(
            """
            (select path from artifact
            where version_id = :version
              and (path_key = any(:keys) and path <> all(:paths) or path_key = any(:folders))
            limit 1)
            union all
            (select below.path from unnest(:keys::text[]) as sent (key)
            cross join lateral (
              select path from artifact
              where version_id = :version
                and path_key > sent.key || '/' and path_key < sent.key || '0' -- follows the slash
              order by path_key limit 1) below
            limit 1)
            limit 1""")
        .param("version", version.id())
        .param("keys", ArtifactRows.keys(paths))
        .param("paths", ArtifactRows.texts(paths))
        .param(
            "folders",
            paths.stream()
                .flatMap(path -> path.folderKeys().stream())
                .distinct()
                .toArray(String[]::new))
        .query(String.class)
        .optional()
        .ifPresent(
            stored -> {
              throw conflict(version, new ArtifactPath(stored), paths);
            });
  }

  private static Refused conflict(
      VersionRef version, ArtifactPath stored, Collection<ArtifactPath> paths) {
    for (ArtifactPath path : paths) {
      if (stored.folderKeys().contains(path.key()))
        return refused(
            "Version %s already has %s, so %s is a folder there and cannot be a file. Choose another path, or delete the files in that folder first.",
            version, stored, path);
      if (path.folderKeys().contains(stored.key()))
        return refused(
            "Version %s already has the file %s, so it cannot be a folder for %s. Choose another path, or delete that file first.",
            version, stored, path);
    }
    return refused(
        "Version %s already has %s, a path that differs only in case. Send the file to that path, or delete that file first.",
        version, stored);
  }

  private static Refused refused(String detail, Object... named) {
    return Refused.because(ProblemCode.PATH_CONFLICT, detail.formatted(named));
  }
}
