package dev.roster.storage.artifact;

import dev.roster.core.blob.StrayKeyStore;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StrayKeyRows implements StrayKeyStore {
  private final JdbcClient jdbc;

  StrayKeyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<String> unknown(Collection<String> keys) {
    return jdbc.sql(
            """
            select key from unnest(:keys) as listed (key)
            where not exists (select from blob b where b.key = listed.key)
              and not exists (select from blob_deletion d where d.key = listed.key)
              and not exists (
                select from upload u
                where u.key = listed.key and u.state in ('open', 'verifying'))""")
        .param("keys", keys.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  @Override
  public List<String> idle(Collection<String> keys) {
    return jdbc.sql(
            """
            select distinct key from unnest(:keys) as listed (key)
            where not exists (
              select from upload u
              where u.key = listed.key and u.state in ('open', 'verifying'))""")
        .param("keys", keys.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  @Override
  public List<String> sighted(Collection<String> keys, Instant now, Instant seenBefore) {
    String[] array = keys.toArray(String[]::new);
    jdbc.sql(
            """
            insert into stray_key (key, first_seen_at)
            select distinct key, :now::timestamptz from unnest(:keys) as listed (key)
            on conflict (key) do nothing""")
        .param("now", InstantColumn.write(now))
        .param("keys", array)
        .update();
    return jdbc.sql(
            "select key from stray_key where key = any(:keys) and first_seen_at <= :seenBefore")
        .param("keys", array)
        .param("seenBefore", InstantColumn.write(seenBefore))
        .query(String.class)
        .list();
  }

  @Override
  public void forget(String key) {
    jdbc.sql("delete from stray_key where key = :key").param("key", key).update();
  }

  @Override
  public void forget(Instant seenBefore) {
    jdbc.sql("delete from stray_key where first_seen_at <= :seenBefore")
        .param("seenBefore", InstantColumn.write(seenBefore))
        .update();
  }
}
