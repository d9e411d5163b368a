package dev.roster.storage.lineage;

import dev.roster.core.lineage.Direction;
import dev.roster.core.lineage.Graph;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import dev.roster.storage.access.Visible;
import dev.roster.storage.json.JsonColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Walks the graph from a node, breadth first, by one recursive query. */
@Component
class GraphRows {
  private static final int MAX_EDGES = 10_000;
  private static final TypeReference<List<ReachedNode>> NODES = new TypeReference<>() {};
  private static final TypeReference<List<ReachedEdge>> EDGES_TYPE = new TypeReference<>() {};

  /**
   * A row of {@code level} is a step outwards: the nodes that are new at this depth, and all that
   * were seen until then, so that no node is left twice, whatever circles runs and datasets make.
   * One step more than asked for tells whether there is more.
   */
  private static final String WALK =
      """
      with recursive level(up, depth, frontier, seen) as (
        select way.up, 0, array[start.id], array[start.id]
        from (%1$s) start cross join unnest(:ways::boolean[]) way(up)
        union all
        select l.up, l.depth + 1, step.nodes, l.seen || step.nodes
        from level l cross join lateral (
          select array_agg(found.id) as nodes from (
            select distinct beside.id from (
              select e.source as id, e.model_id from lineage_edge e
              where l.up and e.target = any(l.frontier)
              union all
              select e.target, e.model_id from lineage_edge e
              where not l.up and e.source = any(l.frontier)) beside
            join model m on m.id = beside.model_id
            where %2$s and beside.id <> all(l.seen)
            order by beside.id limit greatest(0, :maxNodes + 1 - cardinality(l.seen))) found) step
        where l.depth <= :depth and cardinality(l.seen) <= :maxNodes and step.nodes is not null),
      reached as (
        select id, min(depth) as depth
        from (select unnest(frontier) as id, depth from level where depth <= :depth) r
        group by id order by 2, 1 limit :maxNodes),
      nodes as (
        select n.id, r.depth, n.kind, n.key, m.name as model, v.number as version, v.stage,
          case when m.deleted_at is null then v.status else 'deleted' end as status,
          v.digest, run.run_id as run, run.job_name as job, coalesce(%2$s, true) as shown
        from reached r join lineage_node n on n.id = r.id
        left join version v on v.id = n.version_id
        left join model m on m.id = coalesce(v.model_id,
          case when n.kind = 'run' then split_part(n.key, ':', 1)::bigint end)
        left join lineage_run run on run.node_id = n.id),
      edges as (
        select e.source, e.target, e.kind, e.role, e.claim, e.file, e.name, e.uri, e.system, e.rows,
          e.dirty
        from lineage_edge e join model m on m.id = e.model_id
        where e.source in (select id from reached) and e.target in (select id from reached) and %2$s
        order by e.id limit :edges + 1)
      select
        (select json_agg(nodes order by depth, id) from nodes) as nodes,
        (select coalesce(json_agg(edges), '[]') from edges) as edges,
        (select coalesce(bool_or(depth > :depth or cardinality(seen) > :maxNodes), false) from level)
          or (select count(distinct id) > :maxNodes from level, unnest(frontier) id) as truncated
      """;

  private static final String SHOWN = Visible.MODEL_M + " and m.purged_at is null";
  private static final String OF_VERSION =
      WALK.formatted("select id from lineage_node where version_id = :start", SHOWN);
  private static final String OF_NODE = WALK.formatted("select :start::bigint as id", SHOWN);

  private final JdbcClient jdbc;

  GraphRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Graph> ofVersion(
      VersionRef version, Direction direction, int depth, int maxNodes, Visibility visibility) {
    return walk(OF_VERSION, version.id(), direction, depth, maxNodes, visibility);
  }

  Optional<Graph> ofNode(
      long node, Direction direction, int depth, int maxNodes, Visibility visibility) {
    return walk(OF_NODE, node, direction, depth, maxNodes, visibility);
  }

  private Optional<Graph> walk(
      String sql, long start, Direction direction, int depth, int maxNodes, Visibility visibility) {
    List<Boolean> ways = new ArrayList<>();
    if (direction.isUpstream()) ways.add(true);
    if (direction.isDownstream()) ways.add(false);
    return jdbc.sql(sql)
        .params(Visible.params(visibility))
        .param("start", start)
        .param("ways", ways.toArray(Boolean[]::new))
        .param("depth", depth)
        .param("maxNodes", maxNodes)
        .param("edges", MAX_EDGES)
        .query(
            (row, n) -> {
              List<ReachedNode> nodes = JsonColumn.read(row.getString("nodes"), NODES);
              List<ReachedEdge> edges = JsonColumn.read(row.getString("edges"), EDGES_TYPE);
              return nodes == null
                  ? Optional.<Graph>empty()
                  : Optional.of(
                      new GraphBuilder(nodes, edges)
                          .graph(
                              row.getBoolean("truncated") || edges.size() > MAX_EDGES, MAX_EDGES));
            })
        .single();
  }
}
