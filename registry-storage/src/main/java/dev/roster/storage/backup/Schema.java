package dev.roster.storage.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables that a database has. */
public final class Schema {
  private Schema() {}

  /** The numbers of the scripts that were applied, in their order. */
  public static List<String> applied(Connection connection) throws SQLException {
    List<String> versions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select version from flyway_schema_history
                where success and version is not null order by version::int
                """)) {
      while (rows.next()) versions.add(rows.getString("version"));
    }
    return versions;
  }

  /** Whether the database has a registry in which something was changed. */
  public static boolean holdsRegistry(Connection connection) throws SQLException {
    return isTrue(connection, "select to_regclass('audit_recorded') is not null")
        && isTrue(connection, "select exists (select from audit_recorded)");
  }

  private static boolean isTrue(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
