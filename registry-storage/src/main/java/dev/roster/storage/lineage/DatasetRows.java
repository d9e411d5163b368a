package dev.roster.storage.lineage;

import dev.roster.core.lineage.Dataset;
import dev.roster.core.lineage.DatasetUse;
import dev.roster.core.lineage.Direction;
import dev.roster.core.lineage.Graph;
import dev.roster.core.lineage.LineageGraphStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.reference.Visibility;
import dev.roster.storage.access.Visible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Datasets, and the versions that were made with them. */
@Repository
class DatasetRows implements LineageGraphStore {
  /** A dataset with the best statement about it that the reader may see. */
  private static final String DATASET =
      """
      select n.id, n.key, named.name, named.uri
      from lineage_node n cross join lateral (
        select e.name, e.uri from (
          (select e.id, e.name, e.uri from lineage_edge e join model m on m.id = e.model_id
            where e.source = n.id and e.kind in ('dataset', 'input') and %1$s and %%1$s
            order by e.id desc limit 1)
          union all
          (select e.id, e.name, e.uri from lineage_edge e join model m on m.id = e.model_id
            where e.target = n.id and e.kind = 'output' and %1$s and %%1$s
            order by e.id desc limit 1)) e
        order by e.id desc limit 1) named
      where n.kind = 'dataset' and %%2$s
      """
          .formatted(Visible.MODEL_M + " and m.deleted_at is null");

  /** The newest versions that a dataset went into, by each way, and only then their roles. */
  private static final String USES =
      """
      with used as (
        (select distinct e.version_id from lineage_edge e
          join version v on v.id = e.version_id join model m on m.id = v.model_id
          where e.source = :node and e.kind = 'dataset' and %1$s
          order by e.version_id desc limit :fetch)
        union
        (select distinct t.version_id from lineage_edge e
          join lineage_edge t on t.source = e.target and t.kind = 'run'
          join version v on v.id = t.version_id join model m on m.id = v.model_id
          where e.source = :node and e.kind = 'input' and %1$s
          order by t.version_id desc limit :fetch))
      select v.id, v.number, v.status, v.stage, v.digest, m.id as model_id, m.name,
        array(
          select nullif(e.role, '') from lineage_edge e
            where e.source = :node and e.kind = 'dataset' and e.version_id = v.id
          union
          select 'input' from lineage_edge e
            join lineage_edge t on t.source = e.target and t.kind = 'run'
            where e.source = :node and e.kind = 'input' and t.version_id = v.id
          order by 1) as roles
      from used join version v on v.id = used.version_id join model m on m.id = v.model_id
      order by v.id desc limit :fetch
      """
          .formatted(
              Visible.MODEL_M
                  + """
                   and m.deleted_at is null and v.deleted_at is null
                   and (:stage::text is null or v.stage = :stage) and v.id < :after
                  """);

  private final JdbcClient jdbc;
  private final GraphRows graphs;

  DatasetRows(JdbcClient jdbc, GraphRows graphs) {
    this.jdbc = jdbc;
    this.graphs = graphs;
  }

  @Override
  public Optional<Graph> ofVersion(
      VersionRef version, Direction direction, int depth, int maxNodes, Visibility visibility) {
    return graphs.ofVersion(version, direction, depth, maxNodes, visibility);
  }

  @Override
  public Optional<Graph> ofDataset(
      String id, Direction direction, int depth, int maxNodes, Visibility visibility) {
    return dataset(id, visibility)
        .flatMap(found -> graphs.ofNode(found.node(), direction, depth, maxNodes, visibility));
  }

  @Override
  public Optional<Dataset> dataset(String id, Visibility visibility) {
    return jdbc.sql(DATASET.formatted("true", "n.key = :key"))
        .params(Visible.params(visibility))
        .param("key", id)
        .query(DatasetRows::dataset)
        .optional();
  }

  @Override
  public Page<Dataset> datasets(
      @Nullable String name, @Nullable String uri, Visibility visibility, PageRequest page) {
    String said =
        (name == null ? "true" : "md5(e.name) = md5(:name) and e.name = :name")
            + (uri == null ? "" : " and md5(e.uri) = md5(:uri) and e.uri = :uri");
    String among =
        name == null && uri == null && visibility.all()
            ? ""
            : """
               and n.id in (select case e.kind when 'output' then e.target else e.source end
                 from lineage_edge e
                 where e.kind in ('dataset', 'input', 'output') and %s and %s)
              """
                .formatted(
                    visibility.all()
                        ? "true"
                        : "e.model_id = any(array(select m.id from model m where %s))"
                            .formatted(Visible.MODEL_M),
                    said);
    List<Dataset> rows =
        jdbc.sql(
                DATASET.formatted(said, "n.id < :after" + among)
                    + " order by n.id desc limit :fetch")
            .params(Visible.params(visibility))
            .param("name", name)
            .param("uri", uri)
            .param("after", after(page))
            .param("fetch", page.fetch())
            .query(DatasetRows::dataset)
            .list();
    return Page.of(rows, page.limit(), dataset -> Position.of(dataset.node()));
  }

  @Override
  public Page<DatasetUse> versions(
      Dataset dataset, @Nullable Stage stage, Visibility visibility, PageRequest page) {
    List<DatasetUse> rows =
        jdbc.sql(USES)
            .params(Visible.params(visibility))
            .param("node", dataset.node())
            .param("stage", stage == null ? null : stage.wire())
            .param("after", after(page))
            .param("fetch", page.fetch())
            .query(DatasetRows::use)
            .list();
    return Page.of(rows, page.limit(), use -> Position.of(use.version().id()));
  }

  private static long after(PageRequest page) {
    return page.after() == null ? Long.MAX_VALUE : page.after().number(0);
  }

  private static Dataset dataset(ResultSet row, int n) throws SQLException {
    String key = row.getString("key");
    return new Dataset(
        row.getLong("id"),
        key,
        key.startsWith("name:") ? null : key,
        row.getString("name"),
        row.getString("uri"));
  }

  private static DatasetUse use(ResultSet row, int n) throws SQLException {
    ModelRef model = new ModelRef(row.getLong("model_id"), new ModelName(row.getString("name")));
    return new DatasetUse(
        new VersionRef(row.getLong("id"), model, row.getInt("number")),
        VersionStatus.ofWire(row.getString("status")),
        Stage.ofWire(row.getString("stage")).orElseThrow(),
        row.getString("digest"),
        java.util.Arrays.stream((String[]) row.getArray("roles").getArray())
            .filter(java.util.Objects::nonNull)
            .toList());
  }
}
