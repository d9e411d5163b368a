package dev.roster.app.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.access.Grant;
import dev.roster.core.access.Principal;
import dev.roster.core.access.Role;
import dev.roster.core.lineage.Direction;
import dev.roster.core.lineage.Graph;
import dev.roster.core.lineage.LineageGraphStore;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The recursive query against a search in Java, over random graphs of versions of two models. */
class WalkTest extends LineageCalls {
  private static final Visibility ALL =
      new Principal("p", "p", null, List.of(Grant.onAll(Role.READER))).visibility();

  @Autowired LineageGraphStore graph;

  private record Drawn(
      List<VersionRef> versions, List<ModelRef> models, Map<Integer, Set<Integer>> parents) {}

  private Drawn draw(Random random, int size, int least, int most) {
    List<ModelRef> models = List.of(modelRef(model("walk")), modelRef(model("walk")));
    List<VersionRef> versions = new ArrayList<>();
    Map<Integer, Set<Integer>> parents = new HashMap<>();
    StringBuilder edges = new StringBuilder();
    for (int i = 0; i < size; i++) {
      ModelRef model = models.get(random.nextInt(4) == 0 ? 1 : 0);
      int number = i + 1;
      long id =
          jdbc.sql(
                  """
                  insert into version (model_id, number, staged_at, created_at, created_by, updated_at)
                  values (:model, :number, now(), now(), 'test', now()) returning id""")
              .param("model", model.id())
              .param("number", number)
              .query(Long.class)
              .single();
      versions.add(new VersionRef(id, model, number));
      Set<Integer> of = new HashSet<>();
      for (int p = least + random.nextInt(most - least + 1); p > 0 && i > 0; p--)
        of.add(Math.max(0, i - 1 - random.nextInt(Math.min(i, 12))));
      parents.put(i, of);
      for (int p : of)
        edges
            .append(edges.isEmpty() ? "" : ",")
            .append("(%d,%d)".formatted(versions.get(p).id(), id));
    }
    jdbc.sql(
            "insert into lineage_node (kind, key, version_id) select 'version', id::text, id"
                + " from version where model_id = any(:models)")
        .param("models", models.stream().map(ModelRef::id).toArray(Long[]::new))
        .update();
    if (!edges.isEmpty())
      jdbc.sql(
              """
              insert into lineage_edge (source, target, kind, claim, model_id, version_id, parent_id)
              select s.id, t.id, 'parent', 'given', v.model_id, v.id, e.parent
              from (values %s) e(parent, child) join version v on v.id = e.child
              join lineage_node s on s.version_id = e.parent join lineage_node t on t.version_id = e.child
              """
                  .formatted(edges))
          .update();
    return new Drawn(versions, models, parents);
  }

  private ModelRef modelRef(String name) {
    return new ModelRef(
        jdbc.sql("select id from model where name = :n")
            .param("n", name)
            .query(Long.class)
            .single(),
        new ModelName(name));
  }

  /** Depth by node; an edge is passed only when the child's model, which claims it, is seen. */
  private static Map<Integer, Integer> search(
      Drawn drawn, int start, boolean up, int depth, Set<Long> seen) {
    Map<Integer, Integer> found = new HashMap<>(Map.of(start, 0));
    Queue<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int at = queue.remove();
      if (found.get(at) == depth) continue;
      Set<Integer> next = new HashSet<>();
      if (up && seen.contains(drawn.versions().get(at).model().id()))
        next.addAll(drawn.parents().get(at));
      if (!up)
        drawn
            .parents()
            .forEach(
                (child, of) -> {
                  if (of.contains(at) && seen.contains(drawn.versions().get(child).model().id()))
                    next.add(child);
                });
      for (int one : next) if (found.putIfAbsent(one, found.get(at) + 1) == null) queue.add(one);
    }
    return found;
  }

  @Test
  void theQueryFindsWhatASearchInJavaFinds() {
    for (int round = 0; round < 12; round++) {
      Random random = new Random(4711 + round);
      Drawn drawn = draw(random, 20 + random.nextInt(60), 0, 1 + random.nextInt(4));
      for (int i = 0; i < 12; i++) {
        int start = random.nextInt(drawn.versions().size());
        boolean all = random.nextBoolean();
        ModelRef first = drawn.models().get(0);
        if (!all && !drawn.versions().get(start).model().equals(first)) continue;
        Visibility visibility = all ? ALL : new Visibility(false, Set.of(first.id()), Set.of());
        Set<Long> seen =
            all
                ? drawn.models().stream().map(ModelRef::id).collect(Collectors.toSet())
                : Set.of(first.id());
        int depth = 1 + random.nextInt(8);
        boolean up = random.nextBoolean();
        Map<Integer, Integer> wanted = search(drawn, start, up, depth, seen);
        boolean more = search(drawn, start, up, depth + 1, seen).size() > wanted.size();
        Graph found =
            graph
                .ofVersion(
                    drawn.versions().get(start),
                    up ? Direction.UPSTREAM : Direction.DOWNSTREAM,
                    depth,
                    1_000,
                    visibility)
                .orElseThrow();
        assertThat(depths(found))
            .as("seed " + round + ", " + i)
            .isEqualTo(depths(drawn, wanted, seen));
        assertThat(found.truncated()).isEqualTo(more);
        assertThat(found.edges()).hasSize(edges(drawn, wanted.keySet(), seen));
      }
    }
  }

  private static Map<String, Integer> depths(Graph graph) {
    Map<String, Integer> depths = new HashMap<>();
    for (Graph.Node node : graph.nodes())
      depths.merge(
          node.hidden() ? "hidden at " + node.depth() : node.model() + "/" + node.version(),
          node.hidden() ? 1 : node.depth(),
          Integer::sum);
    return depths;
  }

  private static Map<String, Integer> depths(
      Drawn drawn, Map<Integer, Integer> found, Set<Long> seen) {
    Map<String, Integer> depths = new HashMap<>();
    found.forEach(
        (node, depth) -> {
          VersionRef version = drawn.versions().get(node);
          boolean shown = seen.contains(version.model().id());
          depths.merge(
              shown ? version.toString() : "hidden at " + depth, shown ? depth : 1, Integer::sum);
        });
    return depths;
  }

  private static int edges(Drawn drawn, Set<Integer> found, Set<Long> seen) {
    return found.stream()
        .filter(child -> seen.contains(drawn.versions().get(child).model().id()))
        .mapToInt(
            child -> (int) drawn.parents().get(child).stream().filter(found::contains).count())
        .sum();
  }

  @Test
  void fiveHundredNodesAreOneAnswerAndMoreAreCutOff() {
    Drawn drawn = draw(new Random(1), 500, 1, 3);
    VersionRef last = drawn.versions().get(499);
    Graph all = graph.ofVersion(last, Direction.UPSTREAM, 100, 1_000, ALL).orElseThrow();
    assertThat(all.nodes()).hasSize(search(drawn, 499, true, 100, ids(drawn)).size());
    Graph some = graph.ofVersion(last, Direction.UPSTREAM, 100, 50, ALL).orElseThrow();
    assertThat(some.nodes()).hasSize(50);
    assertThat(some.truncated()).isTrue();
    assertThat(some.nodes().get(0).version()).isEqualTo(500);
    assertThat(some.nodes()).isSortedAccordingTo((a, b) -> Integer.compare(a.depth(), b.depth()));
  }

  private static Set<Long> ids(Drawn drawn) {
    return drawn.models().stream().map(ModelRef::id).collect(Collectors.toSet());
  }
}
