package dev.roster.storage.artifact;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.ArtifactStore;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.digest.Sha256;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.quota.Quotas;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.tombstone.Tombstones;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class ArtifactRows implements ArtifactStore {
  private final JdbcClient jdbc;
  private final Quotas quotas;
  private final PathConflicts conflicts;
  private final Tombstones tombstones;
  private final Clock clock;

  ArtifactRows(
      JdbcClient jdbc, Quotas quotas, PathConflicts conflicts, Tombstones tombstones, Clock clock) {
    this.jdbc = jdbc;
    this.quotas = quotas;
    this.conflicts = conflicts;
    this.tombstones = tombstones;
    this.clock = clock;
  }

  @Override
  public Page<Artifact> list(VersionRef version, PageRequest page) {
    List<Artifact> rows =
        jdbc.sql(
                """
                select a.path, b.sha256, b.size from artifact a join blob b on b.id = a.blob_id
                where a.version_id = :version and (:after::text is null or a.path > :after)
                order by a.path limit :fetch""")
            .param("version", version.id())
            .param("after", page.after() == null ? null : page.after().text(0))
            .param("fetch", page.fetch())
            .query((row, n) -> artifact(row))
            .list();
    return Page.of(rows, page.limit(), a -> Position.of(a.path()));
  }

  @Override
  public List<StoredArtifact> all(VersionRef version) {
    return jdbc.sql(
            """
            select a.path, b.sha256, b.size, b.id, b.key, b.damaged_at
            from artifact a join blob b on b.id = a.blob_id
            where a.version_id = :version order by a.path""")
        .param("version", version.id())
        .query((row, n) -> stored(row))
        .list();
  }

  @Override
  public Optional<StoredArtifact> find(VersionRef version, ArtifactPath path) {
    return find(version, path, "");
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<StoredArtifact> lock(VersionRef version, ArtifactPath path) {
    return find(version, path, "for update of a");
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public List<StoredArtifact> lockAll(VersionRef version, Collection<ArtifactPath> paths) {
    return jdbc.sql(
            """
            select a.path, b.sha256, b.size, b.id, b.key, b.damaged_at
            from artifact a join blob b on b.id = a.blob_id
            where a.version_id = :version and a.path_key = any(:keys) and a.path = any(:paths)
            order by a.path_key for update of a""")
        .param("version", version.id())
        .param("keys", keys(paths))
        .param("paths", texts(paths))
        .query((row, n) -> stored(row))
        .list();
  }

  static String[] texts(Collection<ArtifactPath> paths) {
    return paths.stream().map(ArtifactPath::text).toArray(String[]::new);
  }

  static String[] keys(Collection<ArtifactPath> paths) {
    return paths.stream().map(ArtifactPath::key).toArray(String[]::new);
  }

  private Optional<StoredArtifact> find(VersionRef version, ArtifactPath path, String lock) {
    return jdbc.sql(
            """
            select a.path, b.sha256, b.size, b.id, b.key, b.damaged_at
            from artifact a join blob b on b.id = a.blob_id
            where a.version_id = :version and a.path_key = :pathKey and a.path = :path
            """
                + lock)
        .param("version", version.id())
        .param("pathKey", path.key())
        .param("path", path.text())
        .query((row, n) -> stored(row))
        .optional();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Artifact> lockForFinalize(VersionRef version) {
    List<StoredArtifact> files = all(version);
    if (isDraft(version)) {
      refuse(
          ProblemCode.UPLOAD_OPEN,
          "Uploads to " + version + " are still running. Finalize it when they are complete.",
          uploading(version));
      refuse(
          ProblemCode.MANIFEST_MISMATCH,
          "The store lost bytes of " + version + ". Upload these files again, then finalize.",
          damaged(files));
      refuse(
          ProblemCode.PATH_CONFLICT,
          "Files of %s are folders of others, which no archive and no disk can hold. Delete one of each two, then finalize."
              .formatted(version),
          foldersOfOthers(files));
    }
    return files.stream().map(StoredArtifact::artifact).toList();
  }

  private boolean isDraft(VersionRef version) {
    return jdbc.sql("select status in ('draft', 'verifying') from version where id = :id")
        .param("id", version.id())
        .query(Boolean.class)
        .single();
  }

  /**
   * Lists the first uploads that are still running. An expired upload is left out, because it has
   * no sender any more and cannot complete.
   */
  private List<FieldFault> uploading(VersionRef version) {
    return jdbc.sql(
            """
            select distinct path from upload
            where version_id = :version and state in ('open', 'verifying') and expires_at > :now
            order by path limit 100""")
        .param("version", version.id())
        .param("now", InstantColumn.write(clock.instant()))
        .query(
            (row, n) ->
                new FieldFault(field("artifacts"), row.getString("path") + " is being uploaded"))
        .list();
  }

  private static List<FieldFault> damaged(List<StoredArtifact> files) {
    return files.stream()
        .filter(StoredArtifact::damaged)
        .map(file -> new FieldFault(field("artifacts"), file.artifact().path() + " is damaged"))
        .toList();
  }

  /** An older release stored both {@code q} and {@code q/r}. */
  private static List<FieldFault> foldersOfOthers(List<StoredArtifact> files) {
    List<ArtifactPath> paths = files.stream().map(file -> file.artifact().path()).toList();
    Set<String> folders =
        paths.stream().flatMap(path -> path.folderKeys().stream()).collect(Collectors.toSet());
    return paths.stream()
        .filter(path -> folders.contains(path.key()))
        .map(path -> new FieldFault(field("artifacts"), path + " is also a folder of files"))
        .toList();
  }

  private static void refuse(ProblemCode code, String detail, List<FieldFault> faults) {
    if (!faults.isEmpty()) throw Refused.because(code, detail, faults);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void lockDraft(VersionRef version) {
    VersionStatus status =
        VersionStatus.ofWire(
            jdbc.sql("select status from version where id = :id for share")
                .param("id", version.id())
                .query(String.class)
                .single());
    switch (status) {
      case DRAFT, VERIFYING -> {
        // the lock is held
      }
      case DELETED ->
          throw Refused.because(ProblemCode.DELETED, "Version %s was deleted.".formatted(version));
      case RECLAIMED ->
          throw tombstones
              .refusal(version)
              .orElseGet(
                  () ->
                      Refused.because(
                          ProblemCode.RECLAIMED,
                          "The bytes of version %s were reclaimed.".formatted(version)));
      case READY, DAMAGED ->
          throw Refused.because(
              ProblemCode.VERSION_IMMUTABLE,
              "Version %s is %s, so its artifacts cannot change any more. Register a new version."
                  .formatted(version, status.wire()));
    }
  }

  @Override
  public void refuseConflicts(VersionRef version, Collection<ArtifactPath> paths) {
    conflicts.refuse(version, paths);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Attached attach(
      VersionRef version, ArtifactPath path, long blobId, String by, Instant at) {
    Attached attached = put(version, path, blobId, by, at);
    // the version's counter is locked since the row was added, so all others are seen
    if (attached != Attached.REPLACED) conflicts.refuse(version, List.of(path));
    if (attached != Attached.UNCHANGED)
      quotas.checkFiles(version, by, attached == Attached.ADDED, () -> size(blobId));
    return attached;
  }

  private long size(long blobId) {
    return jdbc.sql("select size from blob where id = :id")
        .param("id", blobId)
        .query(Long.class)
        .single();
  }

  private Attached put(VersionRef version, ArtifactPath path, long blobId, String by, Instant at) {
    Optional<Boolean> isNew =
        jdbc.sql(
                """
                insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)
                values (:version, :path, :pathKey, :blob, :at, :by)
                on conflict (version_id, path_key) do update
                set blob_id = :blob, created_at = :at, created_by = :by
                where artifact.path = :path and artifact.blob_id <> :blob
                returning xmax = 0""") // a row that is updated has the transaction as its xmax
            .param("version", version.id())
            .param("path", path.text())
            .param("pathKey", path.key())
            .param("blob", blobId)
            .param("at", InstantColumn.write(at))
            .param("by", by)
            .query(Boolean.class)
            .optional();
    if (isNew.isEmpty()) return Attached.UNCHANGED;
    return isNew.get() ? Attached.ADDED : Attached.REPLACED;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<ArtifactPath, Attached> attachAll(
      VersionRef version, Map<ArtifactPath, Long> blobIds, String by, Instant at) {
    List<ArtifactPath> paths = List.copyOf(blobIds.keySet());
    Long[] blobs = paths.stream().map(blobIds::get).toArray(Long[]::new);
    Map<ArtifactPath, Attached> attached = new HashMap<>();
    paths.forEach(path -> attached.put(path, Attached.UNCHANGED));
    jdbc.sql(
            """
            insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)
            select :version, f.path, f.path_key, f.blob_id, :at, :by
            from unnest(:paths::text[], :keys::text[], :blobs::bigint[])
              as f (path, path_key, blob_id)
            order by f.path_key
            on conflict (version_id, path_key) do update
            set blob_id = excluded.blob_id, created_at = excluded.created_at,
              created_by = excluded.created_by
            where artifact.path = excluded.path and artifact.blob_id <> excluded.blob_id
            returning path, xmax = 0 as added""")
        .param("version", version.id())
        .param("paths", texts(paths))
        .param("keys", keys(paths))
        .param("blobs", blobs)
        .param("at", InstantColumn.write(at))
        .param("by", by)
        .query(
            row -> {
              attached.put(
                  new ArtifactPath(row.getString("path")),
                  row.getBoolean("added") ? Attached.ADDED : Attached.REPLACED);
            });
    if (attached.containsValue(Attached.UNCHANGED) || attached.containsValue(Attached.ADDED))
      conflicts.refuse(version, paths);
    if (attached.containsValue(Attached.ADDED) || attached.containsValue(Attached.REPLACED))
      quotas.checkFiles(version, by, attached.containsValue(Attached.ADDED), () -> sizes(blobs));
    return attached;
  }

  private long sizes(Long[] blobIds) {
    return jdbc.sql("select sum(size)::bigint from blob where id = any(:ids)")
        .param("ids", blobIds)
        .query(Long.class)
        .single();
  }

  @Override
  public boolean detach(VersionRef version, ArtifactPath path) {
    return jdbc.sql(
                """
                delete from artifact
                where version_id = :version and path_key = :pathKey and path = :path""")
            .param("version", version.id())
            .param("pathKey", path.key())
            .param("path", path.text())
            .update()
        == 1;
  }

  static StoredArtifact stored(ResultSet row) throws SQLException {
    return new StoredArtifact(
        artifact(row),
        row.getLong("id"),
        row.getString("key"),
        row.getObject("damaged_at") != null);
  }

  private static Artifact artifact(ResultSet row) throws SQLException {
    return new Artifact(
        new ArtifactPath(row.getString("path")),
        new Sha256(row.getString("sha256")),
        row.getLong("size"));
  }
}
