package dev.roster.storage.model;

import dev.roster.core.model.Alias;
import dev.roster.core.model.AliasName;
import dev.roster.core.model.AliasStore;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AliasRows implements AliasStore {
  private final JdbcClient jdbc;

  AliasRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Alias> find(ModelRef model, AliasName name) {
    return jdbc.sql(
            """
            select a.*, v.number from alias a join version v on v.id = a.version_id
            where a.model_id = :model and lower(a.name) = :key
            """)
        .param("model", model.id())
        .param("key", name.key())
        .query(
            (row, n) ->
                new Alias(
                    new AliasName(row.getString("name")),
                    new VersionRef(row.getLong("version_id"), model, row.getInt("number")),
                    InstantColumn.read(row, "updated_at"),
                    row.getString("updated_by")))
        .optional();
  }

  @Override
  public void put(VersionRef version, AliasName name, String by, Instant at) {
    jdbc.sql(
            """
            insert into alias (model_id, name, version_id, updated_at, updated_by)
            values (:model, :name, :version, :at, :by)
            on conflict (model_id, lower(name))
            do update set version_id = :version, updated_at = :at, updated_by = :by
            """)
        .param("model", version.model().id())
        .param("name", name.text())
        .param("version", version.id())
        .param("at", InstantColumn.write(at))
        .param("by", by)
        .update();
  }

  @Override
  public void remove(ModelRef model, AliasName name) {
    jdbc.sql("delete from alias where model_id = :model and lower(name) = :key")
        .param("model", model.id())
        .param("key", name.key())
        .update();
  }

  @Override
  public void removeAllOf(VersionRef version) {
    jdbc.sql("delete from alias where version_id = :version")
        .param("version", version.id())
        .update();
  }
}
