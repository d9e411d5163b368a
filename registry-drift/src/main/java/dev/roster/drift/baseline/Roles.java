package dev.roster.drift.baseline;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the columns are for. Columns without a role are features.
 *
 * @param ignored columns that are there and are not looked at
 * @param categorical columns that are categorical though their values are numbers
 */
public record Roles(
    @Nullable String prediction,
    @Nullable String score,
    @Nullable String target,
    @Nullable String id,
    @Nullable String timestamp,
    List<String> ignored,
    List<String> categorical) {
  public Roles {
    ignored = List.copyOf(new TreeSet<>(ignored));
    categorical = List.copyOf(new TreeSet<>(categorical));
  }

  /** Whether a column is anything else than a feature. */
  public boolean isNoFeature(String column) {
    return named().anyMatch(column::equals) || ignored.contains(column);
  }

  /** The columns that a role names. */
  public Stream<String> named() {
    return Stream.of(prediction, score, target, id, timestamp).filter(name -> name != null);
  }

  /** The role that a column has; one of the named ones. */
  public String roleOf(String column) {
    if (column.equals(prediction)) return "prediction";
    if (column.equals(score)) return "score";
    if (column.equals(target)) return "target";
    return column.equals(id) ? "id" : "timestamp";
  }
}
