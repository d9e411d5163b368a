package dev.roster.app.database;

import dev.roster.app.settings.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Refuses a database that may lose commits that it has acknowledged. */
public final class Durability {
  private static final List<String> MUST_BE_ON =
      List.of("fsync", "full_page_writes", "synchronous_commit");
  private static final int OLDEST = 14;

  private Durability() {}

  /**
   * @throws StartRefused if a setting of the server, the database or the role makes commits unsafe
   */
  public static void check(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST)
      throw new StartRefused(
          "The database is PostgreSQL " + version + "; Roster needs " + OLDEST + " or newer.",
          "Upgrade it.");
    for (String setting : MUST_BE_ON)
      if (show(connection, setting).equals("off"))
        throw new StartRefused(
            "The database has " + setting + " = off: it may lose what it has acknowledged.",
            "Turn it on (alter system set "
                + setting
                + " = on; select pg_reload_conf();), and look whether the role or the database"
                + " overrides it (\\drds in psql).");
  }

  private static String show(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    }
  }
}
