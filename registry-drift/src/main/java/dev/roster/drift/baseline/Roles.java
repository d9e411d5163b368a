package dev.roster.drift.baseline;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The roles of columns. Columns without a role are features.
 *
 * @param ignored columns that are left out
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

  /** Whether a column is not a feature. */
  public boolean isNoFeature(String column) {
    return named().anyMatch(column::equals) || ignored.contains(column);
  }

  /** The columns that a role names. */
  public Stream<String> named() {
    return Stream.of(prediction, score, target, id, timestamp).filter(name -> name != null);
  }

  /** The role of a column that a role names. */
  public String roleOf(String column) {
    if (column.equals(prediction)) return "prediction";
    if (column.equals(score)) return "score";
    if (column.equals(target)) return "target";
    return column.equals(id) ? "id" : "timestamp";
  }
}
