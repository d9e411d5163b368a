package dev.roster.storage.quota;

import dev.roster.core.quota.Scope;
import dev.roster.core.quota.Usage;
import dev.roster.core.quota.UsageStore;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class UsageRows implements UsageStore {
  private final JdbcClient jdbc;

  UsageRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<Scope, Usage> of(VersionRef version, String owner) {
    Map<Scope, Usage> found = new EnumMap<>(Scope.class);
    jdbc.sql(
            """
            select scope, files, bytes from storage_usage
            where scope = 'version' and id = :version or scope = 'model' and id = :model
              or scope = 'owner' and id = :owner""")
        .param("version", String.valueOf(version.id()))
        .param("model", String.valueOf(version.model().id()))
        .param("owner", owner)
        .query(
            row -> {
              found.put(
                  Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                  new Usage(row.getLong("files"), row.getLong("bytes")));
            });
    return found;
  }

  @Override
  public Map<Scope, Long> openUploads(VersionRef version, String owner, Instant now) {
    return jdbc.sql(
            """
            select count(*) filter (where u.version_id = :version) as version,
              count(*) filter (where v.model_id = :model) as model,
              count(*) filter (where u.actor = :owner) as owner
            from upload u join version v on v.id = u.version_id
            where u.state in ('open', 'verifying') and u.expires_at > :now""")
        .param("version", version.id())
        .param("model", version.model().id())
        .param("owner", owner)
        .param("now", InstantColumn.write(now))
        .query(
            (row, n) ->
                Map.of(
                    Scope.VERSION, row.getLong("version"),
                    Scope.MODEL, row.getLong("model"),
                    Scope.OWNER, row.getLong("owner")))
        .single();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void lockUploads(VersionRef version, String owner) {
    lock("uploads of model " + version.model().id());
    lock("uploads of token " + owner);
  }

  private void lock(String what) {
    jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(:what, 0))")
        .param("what", what)
        .query(Integer.class)
        .list();
  }

  @Override
  public long versions(ModelRef model) {
    return jdbc.sql(
            "select count(*) from version where model_id = :model and status <> 'reclaimed'")
        .param("model", model.id())
        .query(Long.class)
        .single();
  }
}
