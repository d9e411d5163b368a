package dev.roster.storage.backup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of Roster.
 *
 * @param columns the columns that are stored, without those that the database computes
 */
public record Table(String name, List<String> columns) {
  public Table {
    columns = List.copyOf(columns);
  }

  /** The SQL of the table with its columns. */
  String withColumns() {
    return quoted(name)
        + " ("
        + columns.stream().map(Table::quoted).collect(Collectors.joining(", "))
        + ")";
  }

  String quoted() {
    return quoted(name);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
