package dev.roster.storage.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Reads all rows as they are at one instant. */
public final class DatabaseCopy implements AutoCloseable {
  private static final int AT_A_TIME = 1_000;

  private final Connection snapshot;

  /** Receives the blobs. */
  public interface Receiver {
    void accept(StoredBytes blob) throws IOException;
  }

  private DatabaseCopy(Connection snapshot) {
    this.snapshot = snapshot;
  }

  /** Reads at the instant of this call. */
  public static DatabaseCopy of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set statement_timeout = 0");
      statement.execute("set idle_in_transaction_session_timeout = 0");
    }
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    DatabaseCopy copy = new DatabaseCopy(connection);
    copy.each("select 1", row -> {}); // the first statement fixes the instant
    return copy;
  }

  /** The hash of the first audit entry, which no other registry has; empty without an entry. */
  public Optional<String> registry() throws SQLException {
    List<String> hash = new ArrayList<>();
    each(
        "select encode(hash, 'hex') as hash from audit_entry order by seq limit 1",
        row -> hash.add(row.getString("hash")));
    return hash.stream().findFirst();
  }

  /** The numbers of the scripts that made the schema. */
  public List<String> schema() throws SQLException {
    return Schema.applied(snapshot);
  }

  public List<Table> tables() throws SQLException {
    List<Table> tables = new ArrayList<>();
    each(
        """
        select c.relname, array_agg(a.attname::text order by a.attnum) as columns
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
          and c.relname <> 'flyway_schema_history'
          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        group by c.relname order by c.relname
        """,
        row -> {
          String[] columns = (String[]) row.getArray("columns").getArray();
          tables.add(new Table(row.getString("relname"), Arrays.asList(columns)));
        });
    return tables;
  }

  /** Writes the rows in PostgreSQL's text format and returns their number. */
  public long write(Table table, OutputStream out) throws SQLException, IOException {
    return snapshot
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyOut("copy " + table.withColumns() + " to stdout", out);
  }

  /** The last number that each sequence has given. */
  public Map<String, Long> sequences() throws SQLException {
    Map<String, Long> last = new LinkedHashMap<>();
    each(
        """
        select sequencename, last_value from pg_sequences
        where schemaname = current_schema() and last_value is not null order by sequencename
        """,
        row -> last.put(row.getString("sequencename"), row.getLong("last_value")));
    return last;
  }

  /** All blobs whose bytes stay, by ascending key. */
  public void blobs(Receiver receiver) throws SQLException, IOException {
    IOException[] failed = new IOException[1];
    each(
        """
        select key, sha256, size from blob where state = 'stored' order by key collate "C"
        """,
        row -> {
          if (failed[0] != null) return;
          try {
            receiver.accept(
                new StoredBytes(
                    row.getString("key"), row.getString("sha256"), row.getLong("size")));
          } catch (IOException full) {
            failed[0] = full;
          }
        });
    if (failed[0] != null) throw failed[0];
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, Reader reader) throws SQLException {
    try (Statement statement = snapshot.createStatement()) {
      statement.setFetchSize(AT_A_TIME);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) reader.read(rows);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    snapshot.close();
  }
}
