package dev.roster.storage.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads the rows of a page until they are too large for one response. It reads at least one row.
 *
 * @param row reads one row
 * @param texts the columns that may hold long texts
 */
public record PageRows<T>(RowMapper<T> row, List<String> texts)
    implements ResultSetExtractor<List<T>> {
  /** The number of rows that are fetched at once. It is low, so that few rows are read in vain. */
  public static final int FETCH_SIZE = 20;

  /** A page ends at this many characters. */
  private static final long MAX_CHARACTERS = 8L << 20;

  @Override
  public List<T> extractData(ResultSet rows) throws SQLException {
    List<T> page = new ArrayList<>();
    long size = 0;
    while (size < MAX_CHARACTERS && rows.next()) {
      page.add(row.mapRow(rows, page.size()));
      for (String column : texts) {
        String text = rows.getString(column);
        size += text == null ? 0 : text.length();
      }
    }
    return page;
  }
}
