package dev.roster.storage.version;

import dev.roster.core.label.LabelTaken;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import dev.roster.core.version.Manifest;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionFacts;
import dev.roster.core.version.VersionStore;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.search.PageRows;
import dev.roster.storage.search.Searches;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class VersionRows implements VersionStore {
  private static final String LOCKED = " for no key update of v";

  private final JdbcClient jdbc;
  private final Searches searches;

  VersionRows(JdbcClient jdbc, Searches searches) {
    this.jdbc = jdbc;
    this.searches = searches;
  }

  @Override
  public VersionRef insert(ModelRef model, VersionFacts facts, String by, Instant at) {
    assert Lock.MODEL.isNext(model.id()) : "lock order: " + model;
    int number =
        jdbc.sql(
                """
                update model set latest_version = latest_version + 1, revision = revision + 1,
                  updated_at = :at
                where id = :id and deleted_at is null returning latest_version
                """)
            .param("id", model.id())
            .param("at", InstantColumn.write(at))
            .query(Integer.class)
            .optional()
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.DELETED,
                        "The model " + model.name() + " was deleted in the meantime."));
    return labelling(() -> insert(model, number, facts, by, at));
  }

  private VersionRef insert(ModelRef model, int number, VersionFacts facts, String by, Instant at) {
    long id =
        jdbc.sql(
                """
                insert into version (model_id, number, staged_at, %s, created_at, created_by, updated_at)
                values (:model, :number, :at, %s, :at, :by, :at)
                returning id
                """
                    .formatted(FactColumns.NAMES, FactColumns.VALUES))
            .param("model", model.id())
            .param("number", number)
            .params(FactColumns.parameters(facts))
            .param("at", InstantColumn.write(at))
            .param("by", by)
            .query(Long.class)
            .single();
    return new VersionRef(id, model, number);
  }

  @Override
  public Version read(VersionRef version) {
    return jdbc.sql(VersionRow.SELECT + "where v.id = :id")
        .param("id", version.id())
        .query(VersionRow::toDomain)
        .single();
  }

  @Override
  public Optional<Version> inStage(ModelRef model, Stage stage) {
    return inStage(VersionRow.SELECT, model, stage, "").query(VersionRow::toDomain).optional();
  }

  @Override
  public Optional<Version> lockInStage(ModelRef model, Stage stage) {
    Optional<Version> holder =
        inStage(VersionRow.SELECT_LOCKED, model, stage, LOCKED)
            .query(VersionRows::locked)
            .optional()
            .map(this::asItIs);
    assert holder.stream().allMatch(v -> Lock.VERSION.isNext(v.ref().id()))
        : "lock order: " + holder;
    return holder;
  }

  private JdbcClient.StatementSpec inStage(
      String select, ModelRef model, Stage stage, String locked) {
    return jdbc.sql(
            select
                + """
                where v.model_id = :model and v.stage = :stage
                  and v.deleted_at is null
                order by v.staged_at desc, v.number desc limit 1
                """
                + locked)
        .param("model", model.id())
        .param("stage", stage.wire());
  }

  @Override
  public Version lock(VersionRef version) {
    assert Lock.VERSION.isNext(version.id()) : "lock order: " + version;
    Version locked =
        asItIs(
            jdbc.sql(
                    VersionRow.SELECT_LOCKED + "where v.id = :id and v.deleted_at is null" + LOCKED)
                .param("id", version.id())
                .query(VersionRows::locked)
                .optional()
                .orElseThrow(() -> gone(version)));
    return locked;
  }

  /**
   * The result of a locking statement. If the statement had to wait, PostgreSQL returns the new
   * state of the row, but metrics and aliases from the time when the wait began.
   */
  private record Locked(Version version, long revisionRead) {}

  private static Locked locked(ResultSet row, int n) throws SQLException {
    return new Locked(VersionRow.toDomain(row, n), row.getLong("revision_read"));
  }

  /**
   * Reads the version again if the revision shows that metrics or aliases changed during the wait.
   */
  private Version asItIs(Locked locked) {
    Version version = locked.version();
    return version.revision() == locked.revisionRead() ? version : read(version.ref());
  }

  @Override
  public void lockForShare(VersionRef version) {
    assert Lock.VERSION.isNext(version.id()) : "lock order: " + version;
    jdbc.sql("select id from version where id = :id and deleted_at is null for share")
        .param("id", version.id())
        .query(Long.class)
        .optional()
        .orElseThrow(() -> gone(version));
  }

  private static Refused gone(VersionRef version) {
    return Refused.because(ProblemCode.DELETED, version + " was deleted in the meantime.");
  }

  @Override
  public void update(VersionRef version, VersionFacts facts, Instant at) {
    labelling(() -> change(version, facts, at));
  }

  private int change(VersionRef version, VersionFacts facts, Instant at) {
    return jdbc.sql(
            """
            update version set %s, revision = revision + 1, updated_at = :at
            where id = :id
            """
                .formatted(FactColumns.ASSIGNMENTS))
        .param("id", version.id())
        .params(FactColumns.parameters(facts))
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  public void makeReady(VersionRef version, Manifest manifest, Instant at) {
    jdbc.sql(
            """
            update version set status = 'ready', manifest = :manifest, digest = :digest,
              artifact_count = :count, size = :size, finalized_at = :at,
              revision = revision + 1, updated_at = :at
            where id = :id
            """)
        .param("id", version.id())
        .param("manifest", manifest.text())
        .param("digest", manifest.digest())
        .param("count", manifest.artifactCount())
        .param("size", manifest.size())
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  public void incrementRevision(VersionRef version, Instant at) {
    jdbc.sql("update version set revision = revision + 1, updated_at = :at where id = :id")
        .param("id", version.id())
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  public void delete(VersionRef version, Instant at) {
    jdbc.sql(
            """
            update version set status = 'deleted', revision = revision + 1, updated_at = :at,
              deleted_at = :at
            where id = :id
            """)
        .param("id", version.id())
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  public Optional<VersionRef> latestUsable(ModelRef model) {
    return jdbc.sql(
            """
            select id, number from version
            where model_id = :model and status = 'ready' and stage <> 'retired'
            order by number desc limit 1
            """)
        .param("model", model.id())
        .query((row, n) -> new VersionRef(row.getLong("id"), model, row.getInt("number")))
        .optional();
  }

  @Override
  public Optional<String> manifest(VersionRef version) {
    return jdbc.sql("select manifest from version where id = :id and manifest is not null")
        .param("id", version.id())
        .query(String.class)
        .optional();
  }

  @Override
  public SearchResult<Version> list(
      @Nullable ModelRef model, Search search, Visibility visibility) {
    Searches.Result found = searches.versions(model, search, visibility);
    return found.page(ids -> searches.inTime(search, found, () -> rows(ids)));
  }

  /** Reads the rows in the order of the ids, until they are too large for one page. */
  private List<Version> rows(List<Long> ids) {
    return jdbc.sql(
            VersionRow.SELECT + "where v.id = any(:ids) order by array_position(:ids, v.id)")
        .param("ids", ids.toArray(Long[]::new))
        .withFetchSize(PageRows.FETCH_SIZE)
        .query(new PageRows<>(VersionRow::toDomain, VersionRow.LONG));
  }

  /**
   * Runs a write that sets a label. If two calls set the same label at once, the second one
   * violates the unique index.
   */
  private static <T> T labelling(Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException taken) {
      if (String.valueOf(taken.getMessage()).contains("\"version_label\""))
        throw LabelTaken.meanwhile();
      throw taken;
    }
  }
}
