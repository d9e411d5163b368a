package dev.roster.core.lineage;

import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the lineage graph that one reader may see.
 *
 * @param nodes nearest first; the requested node has depth 0
 * @param edges between these nodes, from source to result
 * @param truncated whether nodes are missing because they are beyond the depth or too many
 */
public record Graph(List<Node> nodes, List<Edge> edges, boolean truncated) {
  public Graph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  public enum Kind {
    VERSION,
    DATASET,
    COMMIT,
    RUN
  }

  /**
   * A version, a dataset, a commit or a run.
   *
   * @param id names the node within this answer
   * @param hidden whether it is a version that the reader may not see; nothing else is shown of it
   * @param model of a version or run
   * @param digest of a version or dataset
   * @param name of a dataset in one of the shown versions; of the job of a run
   * @param uri of a dataset; the repository of a commit; the URL of a run
   * @param commit of a commit
   * @param system of a run
   * @param run the run's id in its system
   */
  public record Node(
      String id,
      Kind kind,
      int depth,
      boolean hidden,
      @Nullable String model,
      @Nullable Integer version,
      @Nullable VersionStatus status,
      @Nullable Stage stage,
      @Nullable String digest,
      @Nullable String name,
      @Nullable String uri,
      @Nullable String commit,
      @Nullable String system,
      @Nullable String run) {}

  /**
   * @param kind {@code dataset}, {@code parent}, {@code code}, {@code run}; {@code input} and
   *     {@code output} of a run
   * @param role of a dataset: {@code training}
   * @param name what the version calls the dataset
   * @param claim the source of the statement: {@code given} with the version, a {@code file} of it,
   *     or a {@code run}'s events
   * @param file the artifact that contains the statement
   * @param dirty for code: whether files differed from the commit
   */
  public record Edge(
      String from,
      String to,
      String kind,
      @Nullable String role,
      @Nullable String name,
      @Nullable Long rows,
      @Nullable Boolean dirty,
      String claim,
      @Nullable String file) {}
}
