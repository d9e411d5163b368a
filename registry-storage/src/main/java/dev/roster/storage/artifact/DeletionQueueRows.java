package dev.roster.storage.artifact;

import static java.time.ZoneOffset.UTC;

import dev.roster.core.artifact.DeletionQueue;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class DeletionQueueRows implements DeletionQueue {
  private final JdbcClient jdbc;

  DeletionQueueRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Queued> claim(Instant queuedBefore, Instant now, Instant claimEnds) {
    return jdbc.sql(
            """
            update blob_deletion set claimed_until = :claimEnds
            where key = (
              select key from blob_deletion
              where queued_at <= :queuedBefore
                and (claimed_until is null or claimed_until <= :now)
              order by queued_at limit 1 for update skip locked)
            returning key, blob_id""")
        .param("claimEnds", claimEnds.atOffset(UTC))
        .param("queuedBefore", queuedBefore.atOffset(UTC))
        .param("now", now.atOffset(UTC))
        .query((row, n) -> new Queued(row.getString("key"), row.getObject("blob_id", Long.class)))
        .optional();
  }

  /** The lock comes first and the look after it, as statements of their own: only so it is seen. */
  @Override
  @Transactional
  public boolean review(Queued entry) {
    if (entry.blobId() == null) return reviewKey(entry.key());
    Optional<String> key =
        jdbc.sql("select key from blob where id = :id for update")
            .param("id", entry.blobId())
            .query(String.class)
            .optional();
    // Gone, or healed: another has dealt with this entry.
    if (!key.equals(Optional.of(entry.key()))) return false;
    boolean referenced =
        jdbc.sql("select blob_is_referenced(:id)")
            .param("id", entry.blobId())
            .query(Boolean.class)
            .single();
    if (referenced) {
      forget(entry.key());
      return false;
    }
    jdbc.sql("update blob set state = 'deleting' where id = :id")
        .param("id", entry.blobId())
        .update();
    return true;
  }

  private boolean reviewKey(String key) {
    boolean used =
        jdbc.sql(
                """
                select exists (select from blob where key = :key)
                  or exists (
                    select from upload where key = :key and state in ('open', 'verifying'))""")
            .param("key", key)
            .query(Boolean.class)
            .single();
    if (used) forget(key);
    return !used;
  }

  @Override
  @Transactional
  public void done(Queued entry) {
    forget(entry.key());
    if (entry.blobId() != null)
      jdbc.sql("delete from blob where id = :id and state = 'deleting'")
          .param("id", entry.blobId())
          .update();
  }

  private void forget(String key) {
    jdbc.sql("delete from blob_deletion where key = :key").param("key", key).update();
  }
}
