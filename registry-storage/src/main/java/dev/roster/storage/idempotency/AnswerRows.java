package dev.roster.storage.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.digest.Sha256;
import dev.roster.core.idempotency.AnswerStore;
import dev.roster.storage.json.JsonColumn;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class AnswerRows implements AnswerStore {
  private static final int AT_A_TIME = 10_000;

  private final JdbcClient jdbc;

  AnswerRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean tryLock(Key key) {
    return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
        .param("lock", lockId(key))
        .query(Boolean.class)
        .single();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(Key key) {
    jdbc.sql("select from (select pg_advisory_xact_lock(:lock)) held")
        .param("lock", lockId(key))
        .query()
        .listOfRows();
  }

  @Override
  public Optional<Answer> find(Key key) {
    return jdbc.sql(
            """
            select call, body, status, headers, answer from idempotency
            where principal = :principal and key = :key
              and at > clock_timestamp() - interval '24 hours'""")
        .param("principal", key.principal())
        .param("key", key.key())
        .query(
            (row, n) ->
                new Answer(
                    row.getBytes("call"),
                    row.getBytes("body"),
                    row.getInt("status"),
                    headers(row.getString("headers")),
                    row.getBytes("answer")))
        .optional();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void save(Key key, Answer answer) {
    jdbc.sql(
            """
            insert into idempotency (principal, key, call, body, status, headers, answer, at)
            values (:principal, :key, :call, :body, :status, :headers::jsonb, :answer,
              clock_timestamp())
            on conflict (principal, key) do update set call = excluded.call, body = excluded.body,
              status = excluded.status, headers = excluded.headers, answer = excluded.answer,
              at = excluded.at""") // a row that is there is too old to be found
        .param("principal", key.principal())
        .param("key", key.key())
        .param("call", answer.call())
        .param("body", answer.body())
        .param("status", answer.status())
        .param("headers", JsonColumn.write(answer.headers()))
        .param("answer", answer.content())
        .update();
  }

  /** Deletes in batches: a statement has a time limit, and a day may have many answers. */
  @Override
  public void deleteExpired() {
    int deleted;
    do {
      deleted =
          jdbc.sql(
                  """
                  delete from idempotency where (principal, key) in (
                    select principal, key from idempotency
                    where at < clock_timestamp() - interval '24 hours'
                    limit :some for update skip locked)""")
              .param("some", AT_A_TIME)
              .update();
    } while (deleted == AT_A_TIME);
  }

  private static Map<String, String> headers(String json) {
    Map<String, String> headers = new LinkedHashMap<>();
    JsonColumn.readObject(json).forEach((name, value) -> headers.put(name, (String) value));
    return headers;
  }

  private static long lockId(Key key) {
    MessageDigest sha256 = Sha256.newDigest();
    sha256.update(key.principal().getBytes(UTF_8));
    sha256.update((byte) 0);
    return ByteBuffer.wrap(sha256.digest(key.key().getBytes(UTF_8))).getLong();
  }
}
