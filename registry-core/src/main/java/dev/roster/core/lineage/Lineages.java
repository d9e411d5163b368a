package dev.roster.core.lineage;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.search.SearchTime;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers where a version comes from, and what was made from a version or a dataset. */
@Service
public class Lineages {
  /** How many steps from the requested node are read at most. */
  public static final int MAX_DEPTH = 100;

  /** How many nodes an answer has at most. */
  public static final int MAX_NODES = 1_000;

  private static final String FEWER_STEPS =
      "Ask for one direction or a smaller depth: a node nearby has very many neighbours.";
  private static final String ONE_NAME =
      "Give the name or the uri of the dataset, or ask for a smaller page.";
  private static final String FEWER =
      "Ask for a smaller page: very many versions were made with this dataset.";

  private final LineageGraphStore graph;
  private final InferredStore inferred;
  private final VersionStore versions;
  private final SearchTime time;

  Lineages(
      LineageGraphStore graph, InferredStore inferred, VersionStore versions, SearchTime time) {
    this.graph = graph;
    this.inferred = inferred;
    this.versions = versions;
    this.time = time;
  }

  /**
   * @throws Refused {@code search_too_broad}
   */
  @Transactional(readOnly = true)
  public Graph of(VersionRef version, Direction direction, int depth, Principal by) {
    checkDepth(depth);
    return time.within(
            FEWER_STEPS,
            () -> graph.ofVersion(version, direction, depth, MAX_NODES, by.visibility()))
        .orElseGet(() -> alone(versions.read(version)));
  }

  /** The files of the version that could not be read, with the reason. */
  public List<Inferred.Note> notes(VersionRef version) {
    return inferred.read(version).notes();
  }

  /**
   * @throws Refused {@code dataset_not_found}, {@code search_too_broad}
   */
  @Transactional(readOnly = true)
  public Graph of(String dataset, Direction direction, int depth, Principal by) {
    checkDepth(depth);
    return time.within(
            FEWER_STEPS,
            () -> graph.ofDataset(dataset, direction, depth, MAX_NODES, by.visibility()))
        .orElseThrow(Lineages::noSuchDataset);
  }

  /**
   * @throws Refused {@code search_too_broad}
   */
  @Transactional(readOnly = true)
  public Page<Dataset> datasets(
      @Nullable String name, @Nullable String uri, Principal by, PageRequest page) {
    return time.within(ONE_NAME, () -> graph.datasets(name, uri, by.visibility(), page));
  }

  /**
   * @param stage null means every stage
   * @throws Refused {@code dataset_not_found}, {@code search_too_broad}
   */
  @Transactional(readOnly = true)
  public Page<DatasetUse> versions(
      String dataset, @Nullable Stage stage, Principal by, PageRequest page) {
    return time.within(
        FEWER,
        () -> {
          Dataset found =
              graph.dataset(dataset, by.visibility()).orElseThrow(Lineages::noSuchDataset);
          return graph.versions(found, stage, by.visibility(), page);
        });
  }

  private static void checkDepth(int depth) {
    if (depth < 1 || depth > MAX_DEPTH)
      throw Refused.invalid(field("depth"), "must be a whole number from 1 to " + MAX_DEPTH, depth);
  }

  private static Graph alone(Version version) {
    String model = version.ref().model().name().text();
    int number = version.ref().number();
    Graph.Node self =
        new Graph.Node(
            "version:" + model + "/" + number,
            Graph.Kind.VERSION,
            0,
            false,
            model,
            number,
            version.status(),
            version.stage(),
            version.digest(),
            null,
            null,
            null,
            null,
            null);
    return new Graph(List.of(self), List.of(), false);
  }

  private static Refused noSuchDataset() {
    return Refused.because(
            ProblemCode.DATASET_NOT_FOUND, "No version that the token may read names this dataset.")
        .with(new Remedy.ListDatasets());
  }
}
