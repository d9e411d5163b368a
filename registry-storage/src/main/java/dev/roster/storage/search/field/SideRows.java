package dev.roster.storage.search.field;

import java.util.List;

/**
 * Rows of another table that have values of a field.
 *
 * @param from the table, with its alias
 * @param link the condition that a row belongs to the version
 * @param ways conditions, at least one of which must hold
 * @param narrow the same conditions in a form that an index can read; each may be a range
 * @param version the column of {@code idsFrom} with the id of the version
 * @param idsFrom the from clause of the selects that find versions
 */
record SideRows(
    String from,
    String link,
    List<String> ways,
    List<String> narrow,
    String version,
    String idsFrom) {
  /** Returns rows with the alias {@code a} that have the version's id. */
  static SideRows of(String table, String v, List<String> ways, List<String> narrow) {
    String from = table + " a";
    return new SideRows(from, "a.version_id = " + v + ".id", ways, narrow, "a.version_id", from);
  }

  static SideRows of(String table, String v, List<String> ways) {
    return of(table, v, ways, ways);
  }

  /** Returns the condition that the version has such a row. */
  String exist(boolean probing) {
    String condition = ways.size() == 1 ? ways.get(0) : "(" + String.join(" or ", ways) + ")";
    return "exists (select from %s where %s and %s%s"
        .formatted(from, link, condition, probing ? " offset 0)" : ")");
  }

  /** Returns selects of version ids, which together find all versions with such a row. */
  List<String> selects() {
    return narrow.stream()
        .map(way -> "select %s from %s where %s".formatted(version, idsFrom, way))
        .toList();
  }
}
