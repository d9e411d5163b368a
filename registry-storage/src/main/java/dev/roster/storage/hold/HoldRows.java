package dev.roster.storage.hold;

import dev.roster.core.hold.Hold;
import dev.roster.core.hold.HoldStore;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class HoldRows implements HoldStore {
  private static final int SHOWN = 20;

  private final JdbcClient jdbc;

  HoldRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void lockModel(ModelRef model) {
    assert Lock.MODEL.isNext(model.id()) : "lock order: " + model;
    jdbc.sql("select id from model where id = :id and purged_at is null for no key update")
        .param("id", model.id())
        .query(Long.class)
        .optional()
        .orElseThrow(ReferenceStore::noSuchModel);
  }

  @Override
  public Optional<Hold> find(VersionRef version, Instant now) {
    return jdbc.sql(
            """
            select * from hold
            where version_id = :version and (until is null or until > :now)""")
        .param("version", version.id())
        .param("now", InstantColumn.write(now))
        .query(
            (row, n) ->
                new Hold(
                    row.getString("reason"),
                    row.getObject("until") == null ? null : InstantColumn.read(row, "until"),
                    row.getString("placed_by"),
                    InstantColumn.read(row, "placed_at")))
        .optional();
  }

  @Override
  public void put(VersionRef version, Hold hold) {
    jdbc.sql(
            """
            insert into hold (version_id, reason, until, placed_at, placed_by)
            values (:version, :reason, :until, :at, :by)
            on conflict (version_id) do update
            set reason = :reason, until = :until, placed_at = :at, placed_by = :by""")
        .param("version", version.id())
        .param("reason", hold.reason())
        .param("until", hold.until() == null ? null : InstantColumn.write(hold.until()))
        .param("at", InstantColumn.write(hold.at()))
        .param("by", hold.by())
        .update();
  }

  @Override
  public void remove(VersionRef version) {
    jdbc.sql("delete from hold where version_id = :version")
        .param("version", version.id())
        .update();
  }

  @Override
  public List<Integer> held(ModelRef model, Instant now) {
    return jdbc.sql(
            """
            select v.number from hold h join version v on v.id = h.version_id
            where v.model_id = :model and (h.until is null or h.until > :now)
            order by v.number limit :shown""")
        .param("model", model.id())
        .param("now", InstantColumn.write(now))
        .param("shown", SHOWN)
        .query(Integer.class)
        .list();
  }
}
