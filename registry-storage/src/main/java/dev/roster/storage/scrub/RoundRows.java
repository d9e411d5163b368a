package dev.roster.storage.scrub;

import dev.roster.core.digest.Sha256;
import dev.roster.core.scrub.Amount;
import dev.roster.core.scrub.Round;
import dev.roster.core.scrub.RoundStore;
import dev.roster.core.scrub.Walk;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RoundRows implements RoundStore {
  private final JdbcClient jdbc;

  RoundRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Claim> claim(Walk walk, Instant now, Instant until) {
    return jdbc.sql(
            """
            update scrub_round set claimed_until = :until, fence = fence + 1
            where walk = :walk and (claimed_until is null or claimed_until <= :now)
            returning *""")
        .param("walk", walk.wire())
        .param("now", InstantColumn.write(now))
        .param("until", InstantColumn.write(until))
        .query((row, n) -> new Claim(walk, row.getLong("fence"), round(row)))
        .optional();
  }

  private static @Nullable Round round(ResultSet row) throws SQLException {
    Instant begun = InstantColumn.readNullable(row, "begun_at");
    if (begun == null) return null;
    return new Round(
        begun,
        row.getLong("last_blob"),
        new Amount(row.getLong("blobs_done"), row.getLong("bytes_done")),
        new Amount(row.getLong("blobs_total"), row.getLong("bytes_total")),
        row.getBoolean("ended"));
  }

  @Override
  public boolean save(Claim claim, Round round, Instant until) {
    return jdbc.sql(
                """
                update scrub_round set claimed_until = :until, begun_at = :begun,
                  last_blob = :last, blobs_done = :blobsDone, bytes_done = :bytesDone,
                  blobs_total = :blobsTotal, bytes_total = :bytesTotal, ended = :ended,
                  covered_since = case when :ended then :begun else covered_since end
                where walk = :walk and fence = :fence""")
            .param("until", InstantColumn.write(until))
            .param("begun", InstantColumn.write(round.begun()))
            .param("last", round.last())
            .param("blobsDone", round.done().blobs())
            .param("bytesDone", round.done().bytes())
            .param("blobsTotal", round.total().blobs())
            .param("bytesTotal", round.total().bytes())
            .param("ended", round.ended())
            .param("walk", claim.walk().wire())
            .param("fence", claim.fence())
            .update()
        == 1;
  }

  @Override
  public void release(Claim claim) {
    jdbc.sql("update scrub_round set claimed_until = null where walk = :walk and fence = :fence")
        .param("walk", claim.walk().wire())
        .param("fence", claim.fence())
        .update();
  }

  @Override
  public Amount total() {
    return jdbc.sql(
            """
            select count(*) as blobs, coalesce(sum(size), 0)::bigint as bytes from blob
            where state = 'stored'""")
        .query((row, n) -> new Amount(row.getLong("blobs"), row.getLong("bytes")))
        .single();
  }

  @Override
  public List<StoredBlob> after(long blob, int limit) {
    return jdbc.sql(
            """
            select id, key, sha256, size, damaged_at from blob
            where id > :last and state = 'stored' order by id limit :limit""")
        .param("last", blob)
        .param("limit", limit)
        .query(
            (row, n) ->
                new StoredBlob(
                    row.getLong("id"),
                    row.getString("key"),
                    new Sha256(row.getString("sha256")),
                    row.getLong("size"),
                    row.getObject("damaged_at") != null))
        .list();
  }
}
