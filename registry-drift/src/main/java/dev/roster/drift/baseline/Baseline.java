package dev.roster.drift.baseline;

import dev.roster.drift.profile.ProfileSum;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profile of the data that a version was trained or validated on: it freezes the cells.
 *
 * @param digest SHA-256, as {@code sha256:HEX}, of the profile with its roles
 * @param prediction the column of the prediction, which is not a feature; null if there is none
 * @param score the column of the prediction's score; null if there is none
 */
public record Baseline(
    String digest,
    long rows,
    Roles roles,
    List<BaselineColumn> features,
    @Nullable BaselineColumn prediction,
    @Nullable BaselineColumn score) {
  public Baseline {
    features = List.copyOf(features);
  }

  /** All columns that are counted, in the order of a profile: features, prediction, score. */
  public List<BaselineColumn> columns() {
    List<BaselineColumn> columns = new ArrayList<>(features);
    if (prediction != null) columns.add(prediction);
    if (score != null) columns.add(score);
    return columns;
  }

  /** An empty profile in the cells of this baseline. */
  public ProfileSum emptyProfile() {
    return new ProfileSum(columns().stream().mapToInt(column -> column.cells().size()).toArray());
  }
}
