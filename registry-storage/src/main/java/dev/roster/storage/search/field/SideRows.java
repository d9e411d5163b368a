package dev.roster.storage.search.field;

import java.util.List;

/**
 * Where a field's values stand in rows of their own.
 *
 * @param from the table, with its alias
 * @param link which rows are the version's
 * @param ways conditions of which one must hold
 * @param narrow the same for an index to read; each may be a range
 * @param version the version's id in a row of {@code idsFrom}
 * @param idsFrom the table as it is read to find versions
 */
public record SideRows(
    String from,
    String link,
    List<String> ways,
    List<String> narrow,
    String version,
    String idsFrom) {
  public static SideRows of(
      String from, String alias, String v, List<String> ways, List<String> narrow) {
    String version = alias + ".version_id";
    return new SideRows(from, version + " = " + v + ".id", ways, narrow, version, from);
  }

  public String condition() {
    return ways.size() == 1 ? ways.get(0) : "(" + String.join(" or ", ways) + ")";
  }

  public List<String> selects() {
    return narrow.stream()
        .map(way -> "select %s from %s where %s".formatted(version, idsFrom, way))
        .toList();
  }
}
