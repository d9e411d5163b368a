package dev.roster.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Replaces all rows by others, in one transaction. Foreign keys and triggers are put aside
 * meanwhile, so that tables can be loaded in any order; each foreign key is checked when it comes
 * back.
 */
public final class DatabaseLoad implements AutoCloseable {
  private final Connection connection;
  private final List<Table> tables;
  private final List<ForeignKey> foreignKeys;

  private record ForeignKey(String table, String name, String definition) {}

  private DatabaseLoad(Connection connection, List<Table> tables) throws SQLException {
    this.connection = connection;
    this.tables = tables;
    this.foreignKeys = foreignKeys();
  }

  public static DatabaseLoad begin(Connection connection, List<Table> tables) throws SQLException {
    connection.setAutoCommit(false);
    DatabaseLoad load = new DatabaseLoad(connection, tables);
    load.execute("set local statement_timeout = 0");
    load.execute("set local idle_in_transaction_session_timeout = 0");
    for (ForeignKey key : load.foreignKeys)
      load.execute("alter table %s drop constraint %s".formatted(key.table(), key.name()));
    for (Table table : tables)
      load.execute("alter table %s disable trigger user".formatted(table.quoted()));
    load.execute(
        "truncate " + tables.stream().map(Table::quoted).collect(Collectors.joining(", ")));
    return load;
  }

  private List<ForeignKey> foreignKeys() throws SQLException {
    List<ForeignKey> keys = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
                from pg_constraint
                where contype = 'f' and connamespace = current_schema()::regnamespace
                """)) {
      while (rows.next())
        keys.add(new ForeignKey(rows.getString(1), rows.getString(2), rows.getString(3)));
    }
    return keys;
  }

  /** Reads rows in PostgreSQL's text format and returns their number. */
  public long read(Table table, InputStream in) throws SQLException, IOException {
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("copy " + table.withColumns() + " from stdin", in);
  }

  /** Makes it the state of the database, or fails and changes nothing. */
  public void commit(Map<String, Long> sequences) throws SQLException {
    for (Map.Entry<String, Long> sequence : sequences.entrySet())
      try (PreparedStatement set = connection.prepareStatement("select setval(?::regclass, ?)")) {
        set.setString(1, Table.quoted(sequence.getKey()));
        set.setLong(2, sequence.getValue());
        set.execute();
      }
    for (Table table : tables)
      execute("alter table %s enable trigger user".formatted(table.quoted()));
    for (ForeignKey key : foreignKeys)
      execute(
          "alter table %s add constraint %s %s"
              .formatted(key.table(), key.name(), key.definition()));
    connection.commit();
    connection.setAutoCommit(true);
    execute("analyze");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Without a commit, nothing was changed. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
