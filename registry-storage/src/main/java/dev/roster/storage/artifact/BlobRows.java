package dev.roster.storage.artifact;

import dev.roster.core.blob.BlobRecordStore;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class BlobRows implements BlobRecordStore {
  private static final int MAX_TRIES = 10;
  private static final int DIGEST_LOCK = 0x626c6f62; // "blob"
  private static final int GROUPS = 64;

  private final JdbcClient jdbc;

  BlobRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(Collection<Sha256> digests) {
    lockDigests(digests);
    jdbc.sql(
            """
            select count(*) from (
              select from blob where sha256 = any(:digests) and state = 'stored'
              order by sha256 for update) held""")
        .param("digests", digests.stream().map(Sha256::hex).toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /**
   * A blob that does not exist has no row to lock, and could appear after those that exist were
   * locked. So the digests themselves are locked before, by groups, as PostgreSQL has room for some
   * thousands of such locks.
   */
  private void lockDigests(Collection<Sha256> digests) {
    jdbc.sql(
            """
            select count(pg_advisory_xact_lock(:lock, digest_group)) from (
              select distinct hashtext(digest) & :groups as digest_group
              from unnest(:digests) as given (digest) order by digest_group offset 0) ordered""")
        .param("lock", DIGEST_LOCK)
        .param("groups", GROUPS - 1)
        .param("digests", digests.stream().map(Sha256::hex).toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Sha256, Upserted> upsertAll(Collection<Received> received, Instant at) {
    Map<Sha256, Upserted> upserted = new HashMap<>();
    List<Received> rest = List.copyOf(received);
    // Another upload or the collector may commit between two statements. Then try again.
    for (int tries = 0; tries < MAX_TRIES && !rest.isEmpty(); tries++) {
      upserted.putAll(insert(rest, at));
      for (Received blob : rest)
        if (!upserted.containsKey(blob.sha256()))
          renew(blob, at).ifPresent(renewed -> upserted.put(blob.sha256(), renewed));
      rest = rest.stream().filter(blob -> !upserted.containsKey(blob.sha256())).toList();
    }
    if (!rest.isEmpty())
      throw Refused.because(
          ProblemCode.CONFLICT, "Other requests are changing the same bytes. Send them again.");
    return upserted;
  }

  /** Inserts by digest, so that two transactions with the same digests do not deadlock. */
  private Map<Sha256, Upserted> insert(List<Received> blobs, Instant at) {
    Map<Sha256, Upserted> inserted = new HashMap<>();
    jdbc.sql(
            """
            insert into blob (sha256, size, key, created_at)
            select r.sha256, r.size, r.key, :at
            from unnest(:digests::text[], :sizes::bigint[], :keys::text[]) as r (sha256, size, key)
            order by r.sha256
            on conflict (sha256) where state = 'stored' do nothing
            returning id, sha256""")
        .param("digests", blobs.stream().map(b -> b.sha256().hex()).toArray(String[]::new))
        .param("sizes", blobs.stream().map(Received::size).toArray(Long[]::new))
        .param("keys", blobs.stream().map(Received::key).toArray(String[]::new))
        .param("at", InstantColumn.write(at))
        .query(
            row -> {
              inserted.put(
                  new Sha256(row.getString("sha256")), new Upserted(row.getLong("id"), false));
            });
    return inserted;
  }

  private record Stored(long id, String key, boolean damaged) {}

  /**
   * Gives the blob the key whose bytes were just received and hashed, because nobody knows whether
   * the store still has the old ones as they were. Downloads that are under way read the old key,
   * which is deleted a grace period later.
   */
  private Optional<Upserted> renew(Received received, Instant at) {
    Optional<Stored> stored =
        jdbc.sql(
                """
                select id, key, damaged_at from blob
                where sha256 = :sha256 and state = 'stored' for update""")
            .param("sha256", received.sha256().hex())
            .query(
                (row, n) ->
                    new Stored(
                        row.getLong("id"),
                        row.getString("key"),
                        row.getObject("damaged_at") != null))
            .optional();
    stored.ifPresent(
        blob -> {
          jdbc.sql("update blob set key = :key, damaged_at = null where id = :id")
              .param("key", received.key())
              .param("id", blob.id())
              .update();
          jdbc.sql("delete from blob_deletion where blob_id = :id").param("id", blob.id()).update();
          enqueueDeletion(blob.key(), received.size(), at);
        });
    return stored.map(blob -> new Upserted(blob.id(), blob.damaged()));
  }

  @Override
  public void enqueueDeletion(String key, Instant at) {
    enqueueDeletion(key, null, at);
  }

  private void enqueueDeletion(String key, @Nullable Long size, Instant at) {
    jdbc.sql(
            """
            insert into blob_deletion (key, size, queued_at) values (:key, :size, :at)
            on conflict (key) do update set queued_at = excluded.queued_at, blob_id = null""")
        .param("key", key)
        .param("size", size)
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<List<VersionRef>> markDamaged(long blobId, String key, Instant at) {
    String holders =
        """
        v.status = 'ready'
          and exists (select from artifact a where a.version_id = v.id and a.blob_id = :blob)""";
    locked(holders, Map.of("blob", blobId)); // versions are locked before blobs
    int marked =
        jdbc.sql(
                """
                update blob set damaged_at = :at
                where id = :id and key = :key and state = 'stored' and damaged_at is null""")
            .param("id", blobId)
            .param("key", key)
            .param("at", InstantColumn.write(at))
            .update();
    if (marked == 0) return Optional.empty();
    List<VersionRef> now =
        locked(
            holders,
            Map.of("blob", blobId)); // includes versions that were finalized in the meantime
    setStatus(now, VersionStatus.DAMAGED);
    return Optional.of(now);
  }

  @Override
  public boolean markSound(long blobId, String key) {
    return jdbc.sql(
                """
                update blob set damaged_at = null
                where id = :id and key = :key and damaged_at is not null""")
            .param("id", blobId)
            .param("key", key)
            .update()
        == 1;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public List<VersionRef> markHealed() {
    String sound =
        """
        v.status = 'damaged' and not exists (
          select from artifact a join blob b on b.id = a.blob_id
          where a.version_id = v.id and b.damaged_at is not null)""";
    locked(sound, Map.of());
    List<VersionRef> healed = locked(sound, Map.of()); // sees marks of concurrent transactions
    setStatus(healed, VersionStatus.READY);
    return healed;
  }

  private List<VersionRef> locked(String condition, Map<String, ?> params) {
    return jdbc.sql(
            """
            select v.id, v.number, m.id as model_id, m.name
            from version v join model m on m.id = v.model_id
            where %s order by v.id for no key update of v"""
                .formatted(condition))
        .params(params)
        .query(
            (row, n) ->
                new VersionRef(
                    row.getLong("id"),
                    new ModelRef(row.getLong("model_id"), new ModelName(row.getString("name"))),
                    row.getInt("number")))
        .list();
  }

  private void setStatus(List<VersionRef> versions, VersionStatus status) {
    for (VersionRef version : versions)
      jdbc.sql("update version set status = :status, revision = revision + 1 where id = :id")
          .param("status", status.wire())
          .param("id", version.id())
          .update();
  }
}
