package dev.roster.api.lineage;

import dev.roster.core.lineage.Graph;
import dev.roster.core.lineage.Inferred;
import java.util.List;

/**
 * A part of the graph.
 *
 * @param truncated whether nodes are missing because they are beyond the depth or too many
 * @param notes files of the version that could not be read
 */
record LineageBody(
    List<Graph.Node> nodes, List<Graph.Edge> edges, boolean truncated, List<Inferred.Note> notes) {
  static LineageBody of(Graph graph, List<Inferred.Note> notes) {
    return new LineageBody(graph.nodes(), graph.edges(), graph.truncated(), notes);
  }
}
