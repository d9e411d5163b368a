package dev.roster.storage.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.lineage.Direction;
import dev.roster.core.lineage.Graph;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import dev.roster.storage.Engines;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many statements an answer takes, and that none of them reads a large table from end to end.
 */
class GraphRowsTest {
  private static final Visibility ONE = new Visibility(false, Set.of(1L), Set.of("gra"));
  private static final DataSource DATABASE = Engines.database().dataSource();
  private static final JdbcClient JDBC = JdbcClient.create(DATABASE);

  /** The plan of each statement that was executed, with its values. */
  private final List<String> plans = new ArrayList<>();

  private final JdbcClient watched = JdbcClient.create(watching(DATABASE));
  private static VersionRef last = new VersionRef(0, new ModelRef(0, new ModelName("x")), 1);

  @BeforeAll
  static void fill() {
    Flyway.configure().dataSource(DATABASE).load().migrate();
    String name = "graph-" + UUID.randomUUID();
    long model =
        JDBC.sql(
                """
                insert into model (name, created_at, created_by, updated_at)
                values (:name, now(), 'test', now()) returning id""")
            .param("name", name)
            .query(Long.class)
            .single();
    JDBC.sql(
            """
            insert into version (model_id, number, staged_at, created_at, created_by, updated_at)
            select :model, n, now(), now(), 'test', now() from generate_series(1, 8000) n""")
        .param("model", model)
        .update();
    JDBC.sql(
            """
            insert into lineage_node (kind, key, version_id)
            select 'version', id, id from version where model_id = :model""")
        .param("model", model)
        .update();
    JDBC.sql(
            """
            insert into lineage_node (kind, key)
            select 'dataset', 'sha256:' || lpad(n::text, 64, '0') from generate_series(1, 8000) n
            on conflict do nothing""")
        .update();
    JDBC.sql("analyze").update();
    JDBC.sql(
            """
            insert into lineage_edge (source, target, kind, role, claim, model_id, version_id, name, uri)
            select d.id, t.id, 'dataset', 'training', 'given', :model, v.id, 'd' || v.number, 'u' || v.number
            from version v join lineage_node t on t.version_id = v.id
            join lineage_node d on d.key = 'sha256:' || lpad(v.number::text, 64, '0')
            where v.model_id = :model""")
        .param("model", model)
        .update();
    JDBC.sql(
            """
            insert into lineage_edge (source, target, kind, claim, model_id, version_id, parent_id)
            select s.id, t.id, 'parent', 'given', :model, v.id, p.id
            from version v cross join unnest(array[1, 7]) back
            join version p on p.model_id = :model and p.number = v.number - back
            join lineage_node t on t.version_id = v.id join lineage_node s on s.version_id = p.id
            where v.model_id = :model""")
        .param("model", model)
        .update();
    JDBC.sql(
            """
            with other as (
              insert into model (name, created_at, created_by, updated_at)
              select :name || '-' || n, now(), 'test', now() from generate_series(0, 19) n returning id)
            update lineage_edge set model_id = (select min(id) from other) + id % 20
            where kind = 'dataset' and model_id = :model""")
        .param("name", name)
        .param("model", model)
        .update();
    JDBC.sql("analyze").update();
    long id =
        JDBC.sql("select id from version where model_id = :model and number = 250")
            .param("model", model)
            .query(Long.class)
            .single();
    last = new VersionRef(id, new ModelRef(model, new ModelName(name)), 250);
  }

  @Test
  void fiveHundredNodesAreOneQueryOverIndexes() {
    Graph graph =
        new GraphRows(watched).ofVersion(last, Direction.UPSTREAM, 100, 1_000, ONE).orElseThrow();
    assertThat(graph.nodes()).hasSize(500);
    assertThat(graph.truncated()).isFalse();
    assertThat(plans).hasSize(1);
    readsNoLargeTable();
  }

  @Test
  void aDatasetsVersionsAreFoundOverIndexes() {
    DatasetRows datasets = new DatasetRows(watched, new GraphRows(watched));
    var dataset = datasets.dataset("sha256:" + "0".repeat(61) + "250", ONE).orElseThrow();
    assertThat(datasets.versions(dataset, null, ONE, new PageRequest(50, null)).items())
        .singleElement()
        .satisfies(use -> assertThat(use.version().number()).isEqualTo(250));
    assertThat(datasets.versions(dataset, Stage.PRODUCTION, ONE, new PageRequest(50, null)).items())
        .isEmpty();
    assertThat(datasets.datasets("d250", null, ONE, new PageRequest(50, null)).items()).hasSize(1);
    assertThat(datasets.datasets(null, "u250", ONE, new PageRequest(50, null)).items()).hasSize(1);
    assertThat(plans).hasSize(5);
    readsNoLargeTable();
  }

  @Test
  void whoSeesOneModelReadsNoOthersEdges() {
    Visibility little = new Visibility(false, Set.of(-1L), Set.of());
    DatasetRows datasets = new DatasetRows(watched, new GraphRows(watched));
    assertThat(datasets.datasets(null, null, little, new PageRequest(50, null)).items()).isEmpty();
    assertThat(plans).singleElement().asString().contains("lineage_edge_of_model");
    readsNoLargeTable();
  }

  private void readsNoLargeTable() {
    assertThat(plans)
        .allSatisfy(
            plan ->
                assertThat(plan)
                    .doesNotContain("Seq Scan on lineage_edge")
                    .doesNotContain("Seq Scan on lineage_node")
                    .doesNotContain("Seq Scan on version"));
  }

  private DataSource watching(DataSource source) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              Object made = call(source, method, arguments);
              return made instanceof Connection connection ? watching(connection) : made;
            });
  }

  private Connection watching(Connection source) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object made = call(source, method, arguments);
              return made instanceof PreparedStatement statement
                  ? watching(statement, source.prepareStatement("explain " + arguments[0]))
                  : made;
            });
  }

  /** Whatever is set on the one is set on the other. */
  private PreparedStatement watching(PreparedStatement source, PreparedStatement explaining) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            PreparedStatement.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("set") && arguments.length > 1)
                call(explaining, method, arguments);
              if (method.getName().startsWith("execute")) plans.add(plan(explaining));
              return call(source, method, arguments);
            });
  }

  private static String plan(PreparedStatement explaining) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (ResultSet lines = explaining.executeQuery()) {
      while (lines.next()) plan.append(lines.getString(1)).append('\n');
    }
    return plan.toString();
  }

  private static Object call(Object on, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }
}
