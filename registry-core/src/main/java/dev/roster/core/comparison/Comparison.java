package dev.roster.core.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.signature.Reason;
import dev.roster.core.signature.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between versions; what is the same is left out. Values stand in the order of {@code
 * versions}, null where one has none.
 *
 * @param signature each version with the one before it
 * @param lineage code, datasets, parents, run, interpreter
 * @param packages of the environment
 * @param omitted how many differences a list has beyond those shown
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

  /** From a version to the next one asked for. */
  public record Step(int from, int to, Verdict verdict, List<Reason> reasons, int omitted) {}

  /** A thing of a name that is not the same in all. */
  public record Difference(String name, List<@Nullable Object> values) {}

  /**
   * A metric.
   *
   * @param deltas against the first version
   */
  public record Measured(
      String name, List<@Nullable Double> values, List<@Nullable Double> deltas) {}

  /** Bytes of all artifacts together, known once finalized. */
  public record Sizes(List<@Nullable Long> values, List<@Nullable Long> deltas) {}

  /**
   * A file that is not the same in all.
   *
   * @param change against the first version
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
