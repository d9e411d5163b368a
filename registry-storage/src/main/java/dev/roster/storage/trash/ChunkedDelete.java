package dev.roster.storage.trash;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes the rows of versions in many short statements, however many there are. */
public final class ChunkedDelete {
  private static final int ROWS_AT_ONCE = 10_000;

  private final JdbcClient jdbc;

  public ChunkedDelete(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param table a table with a column {@code version_id}
   */
  public void from(String table, Long[] versions) {
    int deleted;
    do {
      deleted =
          jdbc.sql(
                  """
                  delete from %1$s where ctid = any(array(
                    select ctid from %1$s where version_id = any(:versions) limit :most))
                  """
                      .formatted(table))
              .param("versions", versions)
              .param("most", ROWS_AT_ONCE)
              .update();
    } while (deleted == ROWS_AT_ONCE);
  }
}
