package dev.roster.core.lineage;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The graph of lineage, read. A statement is shown to those who may read the model that makes it,
 * and nothing is reached but over statements that are shown.
 */
public interface LineageGraphStore {
  /**
   * What is reached from a version, by one query. Empty: nothing is said of it.
   *
   * @param maxNodes how many nodes are read at most
   */
  Optional<Graph> ofVersion(
      VersionRef version, Direction direction, int depth, int maxNodes, Visibility visibility);

  /** What is reached from a dataset. Empty: the reader knows of no such dataset. */
  Optional<Graph> ofDataset(
      String id, Direction direction, int depth, int maxNodes, Visibility visibility);

  /** By which statements the reader may know it. Empty: there is none. */
  Optional<Dataset> dataset(String id, Visibility visibility);

  /** Datasets that are called so, or lie there; those named first last. */
  Page<Dataset> datasets(
      @Nullable String name, @Nullable String uri, Visibility visibility, PageRequest page);

  /** Versions that the dataset went into, by themselves or by their run, newest first. */
  Page<DatasetUse> versions(
      Dataset dataset, @Nullable Stage stage, Visibility visibility, PageRequest page);
}
