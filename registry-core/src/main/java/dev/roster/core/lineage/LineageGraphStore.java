package dev.roster.core.lineage;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lineage graph. A statement is shown to readers of its model, and a node is reached only
 * over statements that are shown.
 */
public interface LineageGraphStore {
  /**
   * Reads the nodes that are reached from a version, by one query. Empty if it has no lineage.
   *
   * @param maxNodes how many nodes are read at most
   */
  Optional<Graph> ofVersion(
      VersionRef version, Direction direction, int depth, int maxNodes, Visibility visibility);

  /** Reads the nodes that are reached from a dataset. Empty if the reader sees no such dataset. */
  Optional<Graph> ofDataset(
      String id, Direction direction, int depth, int maxNodes, Visibility visibility);

  /** The dataset, as the statements that the reader may see name it. Empty if there is none. */
  Optional<Dataset> dataset(String id, Visibility visibility);

  /** Datasets with this name or URI, newest first. */
  Page<Dataset> datasets(
      @Nullable String name, @Nullable String uri, Visibility visibility, PageRequest page);

  /** Versions that were made with the dataset, themselves or through their run, newest first. */
  Page<DatasetUse> versions(
      Dataset dataset, @Nullable Stage stage, Visibility visibility, PageRequest page);
}
