package dev.roster.core.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.metric.MetricValue;
import dev.roster.core.signature.Reason;
import dev.roster.core.signature.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The differences between versions; equal values are left out. Values are in the order of {@code
 * versions}, null where a version has none.
 *
 * @param signature compares each version with the one before it
 * @param lineage code, datasets, parents, run, interpreter
 * @param packages of the environment
 * @param omitted how many differences of each list are not shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
    String model,
    List<Integer> versions,
    @Nullable List<Step> signature,
    @Nullable List<Measured> metrics,
    @Nullable List<Difference> hyperparameters,
    @Nullable List<Difference> framework,
    @Nullable List<Difference> lineage,
    @Nullable List<Difference> packages,
    @Nullable List<FileDifference> artifacts,
    @Nullable Sizes size,
    @Nullable List<Difference> tags,
    @Nullable List<Difference> facts,
    @Nullable Map<String, Integer> omitted) {

  /** The step from a version to the next one in the list. */
  public record Step(int from, int to, Verdict verdict, List<Reason> reasons, int omitted) {}

  /** A named value that is not the same in all versions. */
  public record Difference(String name, List<@Nullable Object> values) {}

  /**
   * A metric.
   *
   * @param deltas differences from the first version
   */
  public record Measured(
      String name, List<@Nullable @MetricValue Double> values, List<@Nullable Double> deltas) {}

  /** The sizes of all artifacts together in bytes, known once a version is finalized. */
  public record Sizes(List<@Nullable Long> values, List<@Nullable Long> deltas) {}

  /**
   * A file that is not the same in all versions.
   *
   * @param change compared with the first version
   */
  public record FileDifference(String path, FileChange change, List<@Nullable Bytes> files) {}

  /** How a file differs from the first version's. */
  public enum FileChange {
    ADDED,
    REMOVED,
    CHANGED
  }

  /** The bytes that one version has at a path. */
  public record Bytes(String sha256, long size) {}
}
