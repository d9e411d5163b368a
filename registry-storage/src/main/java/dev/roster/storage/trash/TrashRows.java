package dev.roster.storage.trash;

import dev.roster.core.model.AliasName;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.reference.Visibility;
import dev.roster.core.trash.TrashStore;
import dev.roster.core.trash.Trashed;
import dev.roster.storage.access.Visible;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TrashRows implements TrashStore {
  private static final int VERSIONS_AT_ONCE = 200;

  private final JdbcClient jdbc;
  private final List<PurgeStep> steps;

  TrashRows(JdbcClient jdbc, List<PurgeStep> steps) {
    this.jdbc = jdbc;
    this.steps = steps;
  }

  @Override
  public boolean lockDeleted(ModelRef model) {
    assert Lock.MODEL.isNext(model.id()) : "lock order: " + model;
    return jdbc.sql(
            """
            select deleted_at is not null from model where id = :id and purged_at is null for no key update
            """)
        .param("id", model.id())
        .query(Boolean.class)
        .optional()
        .orElseThrow(ReferenceStore::noSuchModel);
  }

  @Override
  public VersionStatus lock(VersionRef version) {
    assert Lock.VERSION.isNext(version.id()) : "lock order: " + version;
    return VersionStatus.ofWire(
        jdbc.sql("select status from version where id = :id for no key update")
            .param("id", version.id())
            .query(String.class)
            .single());
  }

  @Override
  public void restore(ModelRef model, Instant at) {
    jdbc.sql(
            """
            update model set deleted_at = null, updated_at = :at, revision = revision + 1
            where id = :id
            """)
        .param("id", model.id())
        .param("at", InstantColumn.write(at))
        .update();
  }

  /**
   * Locks the blobs first, so that a transaction that finds one damaged sees that this version
   * refers to it.
   */
  @Override
  public void restore(VersionRef version, Instant at) {
    jdbc.sql(
            """
            select b.id from artifact a join blob b on b.id = a.blob_id
            where a.version_id = :id order by b.sha256 for share of b
            """)
        .param("id", version.id())
        .query()
        .listOfRows();
    jdbc.sql(
            """
            update version set deleted_at = null, staged_at = :at, updated_at = :at,
              revision = revision + 1,
              status = case
                when digest is null then 'draft'
                when exists (select from reclaimed r where r.version_id = version.id) then 'reclaimed'
                when exists (select from artifact a join blob b on b.id = a.blob_id
                  where a.version_id = version.id and b.damaged_at is not null) then 'damaged'
                else 'ready' end
            where id = :id
            """)
        .param("id", version.id())
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  public List<AliasName> aliasesLeft(VersionRef version) {
    return jdbc
        .sql(
            """
            select b.value ->> 'name' from history gone
            cross join lateral (
              select value from history h
              where h.model_id = gone.model_id and h.version_id is null and h.fact = 'alias'
                and h.key = gone.key and h.seq < gone.seq
              order by h.seq desc limit 1) b
            where gone.model_id = :model and gone.version_id is null and gone.fact = 'alias'
              and gone.value is null
              and gone.audit_id = (
                select d.audit_id from history d where d.version_id = :version and d.fact = 'deleted'
                order by d.seq desc limit 1)
              and not exists (select from history l
                where l.model_id = gone.model_id and l.version_id is null and l.fact = 'alias'
                  and l.key = gone.key and l.seq > gone.seq)
            order by gone.key
            """)
        .param("model", version.model().id())
        .param("version", version.id())
        .query(String.class)
        .list()
        .stream()
        .flatMap(TrashRows::name)
        .toList();
  }

  /**
   * Returns the alias, or nothing if the text is not a valid alias any more. A former alias may now
   * be read as a label.
   */
  private static Stream<AliasName> name(String text) {
    try {
      return Stream.of(new AliasName(text));
    } catch (Refused noAliasAnyMore) {
      return Stream.empty();
    }
  }

  @Override
  public void purge(VersionRef version, Instant at) {
    reclaim(version.model(), List.of(version.id()), at);
  }

  @Override
  public void purge(ModelRef model, Instant at) {
    List<Long> versions =
        jdbc.sql("select id from version where model_id = :id order by id")
            .param("id", model.id())
            .query(Long.class)
            .list();
    reclaim(model, versions, at);
    jdbc.sql(
            """
            update model set purged_at = :at, updated_at = :at, revision = revision + 1
            where id = :id
            """)
        .param("id", model.id())
        .param("at", InstantColumn.write(at))
        .update();
  }

  /**
   * Marks the versions as reclaimed and deletes their rows in many short statements, however many
   * versions there are.
   */
  private void reclaim(ModelRef model, List<Long> versions, Instant at) {
    for (int from = 0; from < versions.size(); from += VERSIONS_AT_ONCE)
      jdbc.sql(
              """
              update version set status = 'reclaimed', deleted_at = coalesce(deleted_at, :at),
                updated_at = :at, revision = revision + 1
              where (status <> 'reclaimed' or deleted_at is null) and id = any(:versions)
              """)
          .param("versions", some(versions, from))
          .param("at", InstantColumn.write(at))
          .update();
    for (PurgeStep step : steps) step.lock(versions);
    for (int from = 0; from < versions.size(); from += VERSIONS_AT_ONCE)
      for (PurgeStep step : steps) step.purge(model, some(versions, from));
  }

  private static Long[] some(List<Long> versions, int from) {
    return versions
        .subList(from, Math.min(from + VERSIONS_AT_ONCE, versions.size()))
        .toArray(Long[]::new);
  }

  @Override
  public Page<Trashed> list(Visibility visibility, PageRequest page) {
    List<Numbered<Trashed>> rows =
        jdbc.sql(
                """
                select h.seq, m.name, v.number, h.at, h.actor
                from history h join model m on m.id = h.model_id
                left join version v on v.id = h.version_id
                where h.fact = 'deleted' and h.value = 'true' and m.purged_at is null
                  and case when v.id is null then m.deleted_at = h.at
                    else v.status = 'deleted' and v.deleted_at = h.at end
                  and %s and (:after::bigint is null or h.seq < :after)
                order by h.seq desc limit :fetch
                """
                    .formatted(Visible.MODEL_M))
            .params(Visible.params(visibility))
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query(
                (row, n) ->
                    new Numbered<>(
                        row.getLong("seq"),
                        new Trashed(
                            row.getString("name"),
                            row.getObject("number", Integer.class),
                            InstantColumn.read(row, "at"),
                            row.getString("actor"))))
            .list();
    return Numbered.page(rows, page);
  }
}
