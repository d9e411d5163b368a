package dev.roster.api.lineage;

import dev.roster.core.lineage.Graph;
import dev.roster.core.lineage.Inferred;
import java.util.List;

/**
 * A part of the lineage graph.
 *
 * @param truncated whether nodes are left out because of the depth or the number of nodes
 * @param notes notes on files of the version that could not be read
 */
public record LineageBody(
    List<Graph.Node> nodes, List<Graph.Edge> edges, boolean truncated, List<Inferred.Note> notes) {
  public static LineageBody of(Graph graph, List<Inferred.Note> notes) {
    return new LineageBody(graph.nodes(), graph.edges(), graph.truncated(), notes);
  }
}
