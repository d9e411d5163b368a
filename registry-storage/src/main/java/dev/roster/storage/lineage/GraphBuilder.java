package dev.roster.storage.lineage;

import dev.roster.core.lineage.Graph;
import dev.roster.core.lineage.Graph.Kind;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the graph from the rows of a walk. Nodes get the names that their edges give them. */
final class GraphBuilder {
  private final List<ReachedNode> nodes;
  private final List<ReachedEdge> edges;
  private final Map<Long, String> ids = new HashMap<>();
  private final Map<Long, ReachedEdge> names = new HashMap<>();

  GraphBuilder(List<ReachedNode> nodes, List<ReachedEdge> edges) {
    this.nodes = nodes;
    this.edges = edges;
    for (ReachedEdge edge : edges)
      names.putIfAbsent(edge.kind().equals("output") ? edge.target() : edge.source(), edge);
    for (ReachedNode node : nodes) ids.put(node.id(), id(node));
  }

  Graph graph(boolean truncated, int maxEdges) {
    return new Graph(
        nodes.stream().map(this::node).toList(),
        edges.stream().limit(maxEdges).map(this::edge).toList(),
        truncated);
  }

  private String id(ReachedNode node) {
    if (!node.shown()) return "hidden:" + (ids.size() + 1);
    return switch (node.kind()) {
      case "version" -> "version:" + node.model() + "/" + node.version();
      case "run" -> "run:" + node.model() + "/" + node.key().substring(node.key().indexOf(':') + 1);
      default -> node.kind() + ":" + node.key();
    };
  }

  private Graph.Node node(ReachedNode node) {
    Kind kind = Kind.valueOf(node.kind().toUpperCase(Locale.ROOT));
    String id = ids.get(node.id());
    if (!node.shown())
      return new Graph.Node(
          id, kind, node.depth(), true, null, null, null, null, null, null, null, null, null, null);
    ReachedEdge named = kind == Kind.VERSION ? null : named(node);
    String name = named == null ? null : named.name();
    return new Graph.Node(
        id,
        kind,
        node.depth(),
        false,
        node.model(),
        node.version(),
        node.status() == null ? null : VersionStatus.ofWire(node.status()),
        node.stage() == null ? null : Stage.ofWire(node.stage()).orElseThrow(),
        kind == Kind.DATASET && !node.key().startsWith("name:") ? node.key() : node.digest(),
        kind == Kind.DATASET ? name : node.job(),
        named == null ? null : named.uri(),
        kind != Kind.COMMIT ? null : name == null ? node.key() : name,
        named == null ? null : named.system(),
        kind != Kind.RUN ? null : name == null ? node.run() : name);
  }

  /** A run's inputs and outputs name data, not the run. */
  private @Nullable ReachedEdge named(ReachedNode node) {
    ReachedEdge edge = names.get(node.id());
    if (edge == null) return null;
    boolean ofRun = edge.kind().equals("run");
    return node.kind().equals("run") == ofRun ? edge : null;
  }

  private Graph.Edge edge(ReachedEdge edge) {
    boolean data = !edge.kind().equals("code") && !edge.kind().equals("run");
    return new Graph.Edge(
        ids.get(edge.source()),
        ids.get(edge.target()),
        edge.kind(),
        edge.role().isEmpty() ? null : edge.role(),
        data ? edge.name() : null,
        edge.rows(),
        edge.dirty(),
        edge.claim(),
        edge.file().isEmpty() ? null : edge.file());
  }
}
