package dev.roster.storage.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.audit.FactChange;
import dev.roster.core.json.CanonicalJson;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.storage.access.Visible;
import dev.roster.storage.json.JsonColumn;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The log is a chain: {@code hash = SHA-256(hash of the entry before + canonical JSON of {seq, at,
 * actor, action, model, version, detail})}, in hex, over UTF-8. The head row's lock orders it.
 */
@Repository
class AuditRows implements AuditLog {
  private final JdbcClient jdbc;

  AuditRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Head(long seq, String hash, Instant at) {}

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(Change change) {
    // after a wait PostgreSQL reads the row and the clock again, so times go up with the numbers
    Head before =
        jdbc.sql("select seq, hash, clock_timestamp() as at from audit_head for update")
            .query((row, n) -> new Head(row.getLong("seq"), row.getString("hash"), at(row, "at")))
            .single();
    long seq = before.seq() + 1;
    String model = change.model() == null ? null : change.model().name().text();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("seq", seq);
    content.put("at", before.at().toString());
    content.put("actor", change.actor());
    content.put("action", change.action().wire());
    content.put("model", model);
    content.put("version", change.version());
    content.put("detail", change.detail());
    String hash = sha256(before.hash() + CanonicalJson.of(content));
    jdbc.sql(
            """
            with entry as (
              insert into audit_entry (seq, at, actor, action, model_id, model, version, detail, hash)
              values (:seq, :at, :actor, :action, :modelId, :model, :version, :detail::jsonb, :hash)),
            head as (update audit_head set seq = :seq, hash = :hash),
            moved as (
              insert into history (model_id, version_id, fact, key, value, at, actor, audit_seq)
              select :modelId, version, fact, key, value, at, :actor, :seq
              from jsonb_to_recordset(:facts::jsonb)
                as f (version bigint, fact text, key text, value jsonb, at timestamptz))
            insert into event (audit_seq, type, model_id, at, payload)
            values (:seq, :action, :modelId, :at, :payload::jsonb)
            """)
        .param("seq", seq)
        .param("at", before.at().atOffset(ZoneOffset.UTC))
        .param("actor", change.actor())
        .param("action", change.action().wire())
        .param("modelId", change.model() == null ? null : change.model().id())
        .param("model", model)
        .param("version", change.version())
        .param("detail", JsonColumn.write(change.detail()))
        .param("hash", hash)
        .param("payload", JsonColumn.write(content))
        .param("facts", JsonColumn.write(change.facts().stream().map(AuditRows::moved).toList()))
        .update();
  }

  private static Map<String, Object> moved(FactChange change) {
    Map<String, Object> row = new HashMap<>();
    row.put("version", change.version() == null ? null : change.version().id());
    row.put("fact", change.fact().wire());
    row.put("key", change.key());
    row.put("value", change.value());
    row.put("at", change.at().toString());
    return row;
  }

  @Override
  public Page<AuditEntry> list(ModelRef model, AuditFilter filter, PageRequest page) {
    List<AuditEntry> rows =
        jdbc.sql(
                """
                select * from audit_entry
                where model_id = :model and action = any(:actions)
                  and (:version::int is null or version = :version)
                  and (:actor::text is null or actor = :actor)
                  and (:after::bigint is null or seq < :after)
                order by seq desc limit :fetch
                """)
            .param("model", model.id())
            .param("actions", filter.actions().stream().map(Action::wire).toArray(String[]::new))
            .param("version", filter.version())
            .param("actor", filter.actor())
            .param("after", page.after() == null ? null : page.after().number(0))
            .param("fetch", page.fetch())
            .query(AuditRows::entry)
            .list();
    return Page.of(rows, page.limit(), e -> Position.of(e.seq()));
  }

  @Override
  public Page<AuditEntry> list(@Nullable Long modelId, Visibility visibility, PageRequest page) {
    List<AuditEntry> rows =
        jdbc.sql(
                """
                select e.* from audit_entry e left join model m on m.id = e.model_id
                where (:modelId::bigint is null or e.model_id = :modelId) and %s
                  and (:after::bigint is null or e.seq < :after)
                order by e.seq desc limit :fetch
                """
                    .formatted(Visible.MODEL_M))
            .param("modelId", modelId)
            .params(Visible.params(visibility))
            .param("after", page.after() == null ? null : page.after().number(0))
            .param("fetch", page.fetch())
            .query(AuditRows::entry)
            .list();
    return Page.of(rows, page.limit(), e -> Position.of(e.seq()));
  }

  private static AuditEntry entry(ResultSet row, int n) throws SQLException {
    return new AuditEntry(
        row.getLong("seq"),
        at(row, "at"),
        row.getString("actor"),
        Action.ofWire(row.getString("action")),
        row.getString("model"),
        row.getObject("version", Integer.class),
        JsonColumn.readObject(row.getString("detail")),
        row.getString("hash"));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) { // every Java has it
      throw new IllegalStateException(impossible);
    }
  }
}
