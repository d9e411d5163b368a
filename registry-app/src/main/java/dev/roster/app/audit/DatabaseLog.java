package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.app.audit.KeptCheckpoint.Keeper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The log and the checkpoints of a database, at one instant. */
public final class DatabaseLog implements AutoCloseable {
  private static final int AT_A_TIME = 1_000;

  private final Connection connection;

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  /** Takes over the connection. */
  public DatabaseLog(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (Statement patient = connection.createStatement()) {
      patient.execute("set idle_in_transaction_session_timeout = 0");
      patient.execute("set statement_timeout = 0");
    }
  }

  /** The name that the log has if the settings give it none. */
  public Optional<String> name() throws SQLException {
    return secret("audit-name").map(secret -> "roster-" + HexFormat.of().formatHex(secret, 0, 8));
  }

  /** The private key, if the settings name no file. */
  public Optional<byte[]> privateKey() throws SQLException {
    return secret("audit-key").filter(key -> key.length == Ed25519.KEY_BYTES);
  }

  private Optional<byte[]> secret(String name) throws SQLException {
    List<byte[]> values = new ArrayList<>();
    each(
        "select value from server_secret where name = '" + name + "'",
        row -> values.add(row.getBytes("value")));
    return values.stream().findFirst();
  }

  public List<KeptCheckpoint> checkpoints() throws SQLException {
    List<KeptCheckpoint> kept = new ArrayList<>();
    each(
        "select size, note from audit_checkpoint order by size",
        row ->
            kept.add(
                new KeptCheckpoint(
                    Keeper.DATABASE,
                    "checkpoint " + row.getLong("size") + " of the database",
                    row.getString("note"))));
    return kept;
  }

  /** The number of entries that are committed and have no number yet. */
  public long pending() throws SQLException {
    long[] count = new long[1];
    each("select count(*) from audit_pending", row -> count[0] = row.getLong(1));
    return count[0];
  }

  public void readTo(LogCheck log) throws SQLException {
    each(
        """
        select e.*, t.texts from audit_entry e left join audit_text t on t.entry_id = e.id
        order by e.seq
        """,
        row -> log.add(entry(row)));
  }

  private static ReadEntry entry(ResultSet row) throws SQLException {
    List<String> faults = new ArrayList<>();
    JsonNode detail = Json.object(row.getString("detail")).map(JsonNode.class::cast).orElse(null);
    byte[] computed = Rfc6962.leaf(Json.canonical(leaf(row, detail)).getBytes(UTF_8));
    byte[] shown = row.getBytes("hash");
    if (!Arrays.equals(computed, shown)) faults.add("its hash is not that of its content");
    texts(row.getString("texts"), detail, faults);
    return new ReadEntry(row.getLong("seq"), computed, shown, faults);
  }

  private static ObjectNode leaf(ResultSet row, @Nullable JsonNode detail) throws SQLException {
    ObjectNode leaf = Json.empty();
    leaf.put("seq", row.getLong("seq"));
    leaf.put("at", row.getObject("at", OffsetDateTime.class).toInstant().toString());
    leaf.put("subject", row.getString("subject"));
    leaf.put("action", row.getString("action"));
    leaf.put("model", row.getString("model"));
    leaf.put("version", row.getObject("version", Integer.class));
    leaf.set("detail", detail);
    return leaf;
  }

  private static void texts(
      @Nullable String texts, @Nullable JsonNode detail, List<String> faults) {
    if (texts == null || detail == null) return;
    Optional<ObjectNode> fields = Json.object(texts);
    if (fields.isEmpty()) faults.add("its texts are not an object");
    for (Map.Entry<String, JsonNode> text : fields.orElse(Json.empty()).properties()) {
      JsonNode kept = text.getValue();
      Optional<String> commitment = Commitment.of(kept.path("value"), kept.path("salt"));
      if (!commitment.equals(Optional.of(detail.path(text.getKey()).stringValue(""))))
        faults.add("its text " + text.getKey() + " is not the one committed to");
    }
  }

  private void each(String sql, Reader reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(AT_A_TIME);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) reader.read(rows);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
