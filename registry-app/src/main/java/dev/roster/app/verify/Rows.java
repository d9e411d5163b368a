package dev.roster.app.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The database at one instant, read row by row. */
final class Rows {
  private static final int AT_A_TIME = 1_000;

  /** Takes a row. */
  interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private final Connection snapshot;
  private final Connection now;

  /**
   * @param snapshot in a read-only transaction that sees one instant
   * @param now sees each statement's instant
   */
  Rows(Connection snapshot, Connection now) {
    this.snapshot = snapshot;
    this.now = now;
  }

  void each(String sql, Reader reader) throws SQLException {
    try (PreparedStatement statement = snapshot.prepareStatement(sql)) {
      statement.setFetchSize(AT_A_TIME);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) reader.read(rows);
      }
    }
  }

  long count(String sql) throws SQLException {
    long[] count = new long[1];
    each(sql, row -> count[0] = row.getLong(1));
    return count[0];
  }

  /** Whether the row of that id is there at this moment; {@code sql} has one placeholder. */
  boolean isStill(String sql, long id) throws SQLException {
    try (PreparedStatement statement = now.prepareStatement(sql)) {
      statement.setLong(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
