package dev.roster.storage.verify;

import dev.roster.storage.progress.Progress;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The database at one instant, which is read row by row, and the store of files. */
public final class Snapshot {
  private static final int AT_A_TIME = 1_000;

  /** Processes a row. */
  public interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  /**
   * Opens objects of the store by their keys. Returns empty if the store has no object with the
   * key.
   */
  public interface Objects {
    Optional<InputStream> open(String key);
  }

  private final Connection snapshot;
  private final Connection now;
  private final Objects store;
  private final Coverage coverage;
  private final Progress progress;

  /**
   * @param snapshot a connection in a read-only transaction that sees one instant
   * @param now a connection on which each statement sees the current data
   * @param coverage which bytes are read
   * @param progress how far the run is
   */
  public Snapshot(
      Connection snapshot, Connection now, Objects store, Coverage coverage, Progress progress) {
    this.snapshot = snapshot;
    this.now = now;
    this.store = store;
    this.coverage = coverage;
    this.progress = progress;
  }

  public Coverage coverage() {
    return coverage;
  }

  public Progress progress() {
    return progress;
  }

  public void each(String sql, Reader reader) throws SQLException {
    try (PreparedStatement statement = snapshot.prepareStatement(sql)) {
      statement.setFetchSize(AT_A_TIME);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) reader.read(rows);
      }
    }
  }

  public long count(String sql) throws SQLException {
    long[] count = new long[1];
    each(sql, row -> count[0] = row.getLong(1));
    return count[0];
  }

  /** Returns whether the row with the id exists now. The query has one placeholder. */
  public boolean isStill(String sql, long id) throws SQLException {
    try (PreparedStatement statement = now.prepareStatement(sql)) {
      statement.setLong(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Opens the object with the key. Returns empty if the store has none. */
  public Optional<InputStream> object(String key) {
    return store.open(key);
  }
}
