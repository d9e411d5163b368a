package dev.roster.storage.lineage;

import dev.roster.core.lineage.RecordedRun;
import dev.roster.core.lineage.Run;
import dev.roster.core.lineage.RunData;
import dev.roster.core.lineage.RunState;
import dev.roster.core.lineage.RunStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import dev.roster.storage.access.Visible;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The runs of events, and their nodes in the graph. */
@Repository
class RunRows implements RunStore {
  private static final String SELECT =
      """
      select r.model_id, r.run_id, r.state, r.state_at, r.started_at, r.last_event_at,
        r.job_namespace, r.job_name, r.producer, r.received_at, r.parents, %s as data, m.name as model_name,
        array(select v.number from lineage_edge e join version v on v.id = e.version_id
          where e.source = r.node_id and e.kind = 'run' group by v.number order by v.number limit 1000)
          as versions
      from lineage_run r join model m on m.id = r.model_id
      """;

  private static final String WITHOUT_FIELDS =
      """
      (select jsonb_object_agg(way.key, (
          select coalesce(jsonb_agg(one.data - 'fields' order by one.place), '[]')
          from jsonb_array_elements(way.value) with ordinality one(data, place)))
        from jsonb_each(r.data) way)""";

  /** How many bytes the runs of a page may take. */
  private static final int MAX_PAGE_BYTES = 8 << 20;

  private final JdbcClient jdbc;
  private final NodeRows nodes;

  RunRows(JdbcClient jdbc, NodeRows nodes) {
    this.jdbc = jdbc;
    this.nodes = nodes;
  }

  /** The inputs and outputs as they are stored in JSON. */
  private record Data(List<RunData> inputs, List<RunData> outputs) {}

  @Override
  public List<ModelRef> knownTo(Collection<UUID> runs, Visibility among) {
    return jdbc.sql(
            """
            select m.id, m.name from model m
            where m.deleted_at is null and %s and m.id in (
              select e.model_id from lineage_edge e where e.kind = 'run' and e.run_id = any(:runs)
              union all select model_id from lineage_run where run_id = any(:runs))
            order by m.id limit 100
            """
                .formatted(Visible.MODEL_M))
        .params(Visible.params(among))
        .param("runs", runs.toArray(UUID[]::new))
        .query((row, n) -> new ModelRef(row.getLong("id"), new ModelName(row.getString("name"))))
        .list();
  }

  @Override
  public List<VersionRef> madeBy(ModelRef model, Collection<UUID> runs) {
    return jdbc.sql(
            """
            select v.id, v.number from version v
            where v.id in (select e.version_id from lineage_edge e
              where e.kind = 'run' and e.run_id = any(:runs) and e.model_id = :model)
            order by v.id limit 1000
            """)
        .param("runs", runs.toArray(UUID[]::new))
        .param("model", model.id())
        .query((row, n) -> new VersionRef(row.getLong("id"), model, row.getInt("number")))
        .list();
  }

  @Override
  public List<UUID> tasksOf(ModelRef model, UUID run) {
    return jdbc.sql(
            """
            select run_id from lineage_run
            where model_id = :model and parents @> array[:run]::uuid[] order by run_id limit 1000
            """)
        .param("model", model.id())
        .param("run", run)
        .query(UUID.class)
        .list();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<ModelRef, Run> lock(
      Map<ModelRef, ? extends Collection<VersionRef>> targets, Run told) {
    Set<ModelRef> models = targets.keySet();
    Map<NodeKey, Long> ids =
        nodes.findOrInsert(models.stream().map(m -> NodeKey.run(m.id(), told.id())).toList());
    jdbc.sql("select from lineage_node where id = any(:ids) order by key for no key update")
        .param("ids", ids.values().toArray(Long[]::new))
        .query()
        .listOfRows();
    Stream<NodeKey> versions =
        targets.values().stream().flatMap(Collection::stream).map(v -> NodeKey.version(v.id()));
    nodes.findOrInsert(Stream.concat(data(told).map(RunRows::key), versions).toList());
    Map<ModelRef, Run> known = new HashMap<>();
    for (ModelRef model : models)
      find(model, told.id()).ifPresent(found -> known.put(model, found.run()));
    return known;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void save(ModelRef model, Run run, Instant at) {
    long node = node(model, run.id());
    jdbc.sql(
            """
            insert into lineage_run (node_id, model_id, run_id, state, state_at, started_at,
              last_event_at, job_namespace, job_name, producer, data, parents, received_at)
            values (:node, :model, :run, :state, :stateAt, :startedAt, :lastAt, :namespace, :job,
              :producer, :data::jsonb, :parents, :at)
            on conflict (node_id) do update set state = excluded.state,
              state_at = excluded.state_at, started_at = excluded.started_at,
              last_event_at = excluded.last_event_at, job_namespace = excluded.job_namespace,
              job_name = excluded.job_name, producer = excluded.producer, data = excluded.data,
              parents = excluded.parents
            """)
        .param("node", node)
        .param("model", model.id())
        .param("run", run.id())
        .param("state", run.state().wire())
        .param("stateAt", InstantColumn.write(run.stateAt()))
        .param("startedAt", InstantColumn.writeNullable(run.startedAt()))
        .param("lastAt", InstantColumn.write(run.last().at()))
        .param("namespace", run.last().namespace())
        .param("job", run.last().job())
        .param("producer", run.last().producer())
        .param("data", JsonColumn.write(new Data(run.inputs(), run.outputs())))
        .param("parents", run.parents().toArray(UUID[]::new))
        .param("at", InstantColumn.write(at))
        .update();
    jdbc.sql(
            """
            delete from lineage_edge
            where claim = 'run' and (target = :node and kind = 'input'
              or source = :node and kind = 'output')
            """)
        .param("node", node)
        .update();
    Map<NodeKey, Long> ids = nodes.findOrInsert(data(run).map(RunRows::key).toList());
    insert(model, node, "input", run.inputs(), ids);
    insert(model, node, "output", run.outputs(), ids);
  }

  private void insert(
      ModelRef model, long run, String kind, List<RunData> data, Map<NodeKey, Long> ids) {
    jdbc.sql(
            """
            insert into lineage_edge (source, target, kind, claim, model_id, name, uri)
            select case :kind when 'input' then d.node else :run end,
              case :kind when 'input' then :run else d.node end, :kind, 'run', :model, d.name, d.uri
            from unnest(:nodes::bigint[], :names::text[], :uris::text[]) d(node, name, uri)
            on conflict do nothing
            """)
        .param("kind", kind)
        .param("run", run)
        .param("model", model.id())
        .param("nodes", data.stream().map(d -> ids.get(key(d))).toArray(Long[]::new))
        .param("names", data.stream().map(RunData::name).toArray(String[]::new))
        .param("uris", data.stream().map(RunData::uri).toArray(String[]::new))
        .update();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean link(ModelRef model, UUID run, Collection<VersionRef> versions) {
    if (versions.isEmpty()) return false;
    Map<NodeKey, Long> ids =
        nodes.findOrInsert(versions.stream().map(v -> NodeKey.version(v.id())).toList());
    long node = node(model, run);
    return jdbc.sql(
                """
                insert into lineage_edge (source, target, kind, claim, model_id, version_id, name, run_id)
                select :run, v.node, 'run', 'run', :model, v.id, :name, :name::uuid
                from unnest(:ids::bigint[], :nodes::bigint[]) v(id, node)
                where not exists (select from lineage_edge e
                  where e.source = :run and e.target = v.node and e.kind = 'run')
                on conflict do nothing
                """)
            .param("run", node)
            .param("model", model.id())
            .param("name", run.toString())
            .param("ids", versions.stream().map(VersionRef::id).toArray(Long[]::new))
            .param(
                "nodes",
                versions.stream().map(v -> ids.get(NodeKey.version(v.id()))).toArray(Long[]::new))
            .update()
        > 0;
  }

  @Override
  public Optional<RecordedRun> find(ModelRef model, UUID run) {
    return jdbc.sql(SELECT.formatted("r.data") + "where r.model_id = :model and r.run_id = :run")
        .param("model", model.id())
        .param("run", run)
        .query(RunRows::run)
        .optional();
  }

  @Override
  public Page<RecordedRun> list(ModelRef model, PageRequest page) {
    Position after = page.after();
    int[] found = {0};
    List<RecordedRun> rows =
        jdbc.sql(
                """
                with page as materialized (
                  select node_id, received_at, run_id, octet_length(data::text) as bytes
                  from lineage_run
                  where model_id = :model and (:at::timestamptz is null
                    or (received_at, run_id) < (:at::timestamptz, :run::uuid))
                  order by received_at desc, run_id desc limit :fetch),
                chosen as (
                  select node_id, count(*) over () as found,
                    sum(bytes) over (order by received_at desc, run_id desc) - bytes as before
                  from page)
                select chosen.found, run.*
                from chosen cross join lateral (%s where r.node_id = chosen.node_id) run
                where chosen.before < :maxBytes
                order by run.received_at desc, run.run_id desc
                """
                    .formatted(SELECT.formatted(WITHOUT_FIELDS)))
            .param("maxBytes", MAX_PAGE_BYTES)
            .param("model", model.id())
            .param("at", after == null ? null : OffsetDateTime.parse(after.text(0)))
            .param("run", after == null ? null : after.text(1))
            .param("fetch", page.fetch())
            .query(
                (row, n) -> {
                  found[0] = row.getInt("found");
                  return run(row, n);
                })
            .list();
    List<RecordedRun> shown = rows.subList(0, Math.min(rows.size(), page.limit()));
    if (shown.size() == found[0]) return new Page<>(shown, null);
    RecordedRun last = shown.get(shown.size() - 1);
    return new Page<>(shown, Position.of(InstantColumn.write(last.receivedAt()), last.run().id()));
  }

  private long node(ModelRef model, UUID run) {
    return jdbc.sql("select id from lineage_node where kind = 'run' and key = :key")
        .param("key", NodeKey.run(model.id(), run).key())
        .query(Long.class)
        .single();
  }

  private static Stream<RunData> data(Run run) {
    return Stream.concat(run.inputs().stream(), run.outputs().stream());
  }

  private static NodeKey key(RunData data) {
    return NodeKey.dataset(data.digest(), data.name(), data.uri());
  }

  private static RecordedRun run(ResultSet row, int n) throws SQLException {
    Data data = JsonColumn.read(row.getString("data"), Data.class);
    Run run =
        new Run(
            row.getObject("run_id", UUID.class),
            RunState.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
            InstantColumn.read(row, "state_at"),
            InstantColumn.readNullable(row, "started_at"),
            new Run.Last(
                InstantColumn.read(row, "last_event_at"),
                row.getString("job_namespace"),
                row.getString("job_name"),
                row.getString("producer")),
            data.inputs(),
            data.outputs(),
            Set.of((UUID[]) row.getArray("parents").getArray()));
    return new RecordedRun(
        new ModelRef(row.getLong("model_id"), new ModelName(row.getString("model_name"))),
        run,
        InstantColumn.read(row, "received_at"),
        Arrays.asList((Integer[]) row.getArray("versions").getArray()));
  }
}
