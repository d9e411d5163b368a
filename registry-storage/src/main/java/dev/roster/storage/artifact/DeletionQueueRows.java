package dev.roster.storage.artifact;

import dev.roster.core.blob.DeletionQueueStore;
import dev.roster.storage.backup.DeletionHold;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class DeletionQueueRows implements DeletionQueueStore {
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
              where (select %s)
                and queued_at <= :queuedBefore
                and (claimed_until is null or claimed_until <= :now)
              order by queued_at limit 1 for update skip locked)
            returning key, blob_id, size, queued_at"""
                .formatted(DeletionHold.IS_FREE))
        .param("claimEnds", InstantColumn.write(claimEnds))
        .param("queuedBefore", InstantColumn.write(queuedBefore))
        .param("now", InstantColumn.write(now))
        .query(
            (row, n) ->
                new Queued(
                    row.getString("key"),
                    row.getObject("blob_id", Long.class),
                    row.getObject("size", Long.class),
                    InstantColumn.read(row, "queued_at")))
        .optional();
  }

  /**
   * Leaves everything while a backup runs. Locks the blob first, and looks for references in a
   * separate statement, because only that statement sees the changes that the lock waited for.
   */
  @Override
  @Transactional
  public boolean review(Queued entry) {
    boolean isFree = jdbc.sql("select " + DeletionHold.IS_FREE).query(Boolean.class).single();
    if (!isFree) return false;
    if (entry.blobId() == null) return reviewKey(entry);
    Optional<String> key =
        jdbc.sql("select key from blob where id = :id for update")
            .param("id", entry.blobId())
            .query(String.class)
            .optional();
    // The blob is deleted, or got another key, whose upload queued the old one again.
    if (!key.equals(Optional.of(entry.key()))) return false;
    boolean referenced =
        jdbc.sql("select blob_is_referenced(:id)")
            .param("id", entry.blobId())
            .query(Boolean.class)
            .single();
    if (referenced) {
      withdraw(entry);
      return false;
    }
    jdbc.sql("update blob set state = 'deleting' where id = :id")
        .param("id", entry.blobId())
        .update();
    return true;
  }

  private boolean reviewKey(Queued entry) {
    boolean used =
        jdbc.sql(
                """
                select exists (select from blob where key = :key)
                  or exists (
                    select from upload where key = :key and state in ('open', 'verifying'))""")
            .param("key", entry.key())
            .query(Boolean.class)
            .single();
    if (used) withdraw(entry);
    return !used;
  }

  @Override
  @Transactional
  public void done(Queued entry) {
    jdbc.sql("delete from blob_deletion where key = :key").param("key", entry.key()).update();
    if (entry.blobId() != null)
      jdbc.sql("delete from blob where id = :id and state = 'deleting'")
          .param("id", entry.blobId())
          .update();
  }

  /**
   * Removes the entry. If a concurrent call removes the last reference, it queues the key again,
   * and that entry stays.
   */
  private void withdraw(Queued entry) {
    jdbc.sql("delete from blob_deletion where key = :key and queued_at = :at")
        .param("key", entry.key())
        .param("at", InstantColumn.write(entry.at()))
        .update();
  }
}
