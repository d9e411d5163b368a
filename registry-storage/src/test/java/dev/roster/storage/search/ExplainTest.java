package dev.roster.storage.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Facets;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Order;
import dev.roster.core.search.Search;
import dev.roster.storage.search.field.CandidateSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No condition that narrows, and no order of one field, reads a large table from end to end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {
  private static final int VERSIONS = 60_000;
  private static final Visibility ALL = new Visibility(true, Set.of(), Set.of());
  private static final Pattern WHOLE_TABLE =
      Pattern.compile(
          "Seq Scan on (version|version_attribute|metric|metric_latest|metric_latest_of_dataset)\\b");

  private final SearchedDatabase database = new SearchedDatabase();

  @BeforeAll
  void fill() {
    for (String statement :
        List.of(
            """
            insert into model (name, description, owner, tags, created_at, created_by, updated_at)
            select 'model-' || i, 'model number ' || i, 'team-' || i % 50, '{}', now(), 'ci', now()
            from generate_series(1, 1000) i""",
            """
            insert into version (model_id, number, status, stage, staged_at, description, license, tags, framework,
              hyperparameters, lineage, manifest, digest, artifact_count, size, created_at, created_by, updated_at)
            select 1 + i % 1000, 1 + i / 1000, case when i % 100 = 7 then 'draft' else 'ready' end,
              case when i % 100 = 3 then 'staging' when i % 500 = 5 then 'retired' else 'none' end, now(),
              'gradient boosting, run ' || i, case when i % 5 > 0 then 'license-' || i % 150 end,
              jsonb_build_object('team', 'team-' || i % 3, 'build', 'b' || i)
                || case when i % 200 = 0 then '{"rare":"yes"}' else '{}' end::jsonb,
              jsonb_build_object('name', case when i % 150 = 0 then 'rarest' else 'onnx' end,
                'version', '1.' || i % 300),
              ('{"max_depth":' || i % 12 || ',"seed":' || i || ',"loss":"loss' || i % 400 || '"'
                || case when i % 200 = 0 then ',"odd":true' else '' end || '}')::json,
              jsonb_build_object('code', jsonb_build_object('commit', md5(i::text)),
                'datasets', jsonb_build_array(jsonb_build_object('name', 'set-' || i % 700))),
              case when i % 100 <> 7 then '{}' end, case when i % 100 <> 7 then 'sha256:' || md5(i::text) end, 1,
              case when i % 100 <> 7 then i * 10 end,
              timestamptz '2026-01-01' + i * interval '1 minute', 'ci-' || i % 200,
              timestamptz '2026-01-01' + i * interval '1 minute'
            from generate_series(1, :versions) i""",
            """
            insert into metric (version_id, name, value, at, dataset)
            select v.id, n, (v.id % 10000) / 10000.0, now(), case when v.id % 2 = 0 then 'validation' end
            from version v, unnest(array['accuracy', 'loss']) n""",
            """
            insert into metric_latest (version_id, name, value) select version_id, name, value from metric""",
            """
            insert into metric_latest (version_id, name, value)
            select id, 'rare', 1 from version where id % 300 = 0""",
            """
            insert into alias (model_id, name, version_id, updated_at, updated_by)
            select model_id, 'champion', id, now(), 'ci' from version where number = 30""",
            """
            insert into baseline (version_id, digest, rows, document, created_at, created_by)
            select id, 'd', 1, '{}', now(), 'ci' from version where id % 300 = 0""",
            """
            insert into monitor (id, model_id, name, version, definition, alarm, judged_version, created_at, created_by)
            select gen_random_uuid(), i, 'drift', 3, '{}', json_build_object('state', case when i % 10 = 0
              then 'firing' else 'ok' end), 3, now(), 'ci' from generate_series(1, 1000) i""",
            "vacuum analyze"))
      database.jdbc.sql(statement.replace(":versions", String.valueOf(VERSIONS))).update();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name = model-7",
        "name in (model-7, model-9)",
        "name = \"MODEL-77*\"",
        "name = \"*-777\"",
        "name : del-777",
        "owner = team-7",
        "owner : team-7",
        "description : \"run 12345\"",
        "description = \"*run 12345\"",
        "description = \"gradient boosting, run 12345\"",
        "description = \"gradient boosting, run 1234*\"",
        "tags.build = b123",
        "tags.build in (b123, b124)",
        "tags.build = \"b123*\"",
        "tags.build = \"*12345\"",
        "tags.build : 12345",
        "tags:rare",
        "tags.rare != no",
        "alias = champion",
        "alias = \"champ*\"",
        "stage = staging",
        "stage in (staging, retired)",
        "stage != none",
        "status = draft",
        "status != ready",
        "version = 3",
        "version > 59",
        "version in (2, 3)",
        "framework.name = rarest",
        "framework.name = \"rar*\"",
        "framework.name = \"*est\"",
        "framework.name : ARES",
        "framework.name != onnx",
        "framework.version = 1.17",
        "framework.version = \"*.17\"",
        "license = license-7",
        "license = \"license-14*\"",
        "license = \"*-149\"",
        "license : SE-149",
        "hyperparameters.seed = 77",
        "hyperparameters.seed > 59900",
        "hyperparameters.seed in (1, 2, three)",
        "hyperparameters.loss = loss7",
        "hyperparameters.loss = \"loss7*\"",
        "hyperparameters.loss : oss77",
        "hyperparameters.odd = true",
        "hyperparameters.odd != false",
        "hyperparameters:odd",
        "metrics.accuracy >= 0.995",
        "metrics.accuracy = 0.5",
        "metrics.accuracy[dataset='validation'] >= 0.99",
        "metrics:rare",
        "lineage.commit = c4ca4238a0b923820dcc509a6f75849b",
        "lineage.commit = \"c4ca*\"",
        "lineage.dataset = set-7",
        "lineage.dataset = \"set-69*\"",
        "lineage.dataset : et-69",
        "digest = \"sha256:c4ca4238a0b923820dcc509a6f75849b\"",
        "digest = \"sha256:c4ca*\"",
        "size = 50",
        "size < 3000",
        "createdBy = ci-7",
        "createdBy = \"ci-19*\"",
        "createdBy = \"*-199\"",
        "createdBy : I-199",
        "createdAt < 2026-01-01T05:00:00Z",
        "createdAt > 2026-02-11T12:00:00Z",
        "createdAt in (2026-01-02T00:00:00Z, 2026-01-03)",
        "updatedAt < 2026-01-01T05:00:00Z",
        "driftState = firing",
        "hasBaseline = true",
        "tags.build = b1 OR lineage.commit = \"c4ca*\" OR metrics.accuracy >= 0.999",
        "(tags.build = b1 OR tags.build = b2) AND NOT stage = retired",
      })
  void aConditionThatNarrowsIsServedByAnIndex(String condition) {
    for (String filter :
        List.of(
            condition,
            "(" + condition + ") AND NOT stage = production AND hyperparameters.max_depth >= 0",
            "metrics.accuracy >= 0 AND tags.team != x AND (" + condition + ")"))
      for (String order : List.of("", "updatedAt desc", "metrics.accuracy desc, createdAt desc"))
        check(filter, order, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "createdAt",
        "createdAt desc",
        "updatedAt desc",
        "version desc",
        "stage",
        "status desc",
        "createdBy",
        "size desc",
        "size",
        "digest",
        "framework.name desc",
        "framework.version",
        "lineage.commit",
        "license",
        "license desc",
        "tags.build desc",
        "tags.rare",
        "hyperparameters.seed desc",
        "hyperparameters.loss",
        "metrics.accuracy desc",
        "metrics.accuracy[dataset='validation']",
        "metrics.accuracy desc, createdAt desc",
        "name",
      })
  void anOrderOfOneFieldIsReadFromAnIndexOnAnyPage(String order) {
    for (String filter :
        List.of("", "tags.team = team-1", "metrics.accuracy >= 0.1 AND tags.team != x")) {
      Search first = search(filter, order, null);
      List<Searches.Hit> hits =
          database.inTransaction(() -> database.searches.versions(null, first, ALL).hits());
      check(filter, order, null);
      check(filter, order, hits.get(hits.size() - 1).position());
    }
  }

  private static Search search(String filter, String order, Position after) {
    return new Search(
        Filter.parse(filter),
        Order.ofVersions(order),
        new PageRequest(50, after),
        false,
        Facets.NONE);
  }

  private void check(String filter, String order, Position after) {
    Search search = search(filter, order, after);
    Scope scope = new Scope(Subject.VERSIONS, search.filter(), ALL, null);
    List<CandidateSet> sets = scope.candidateSets();
    if (!sets.isEmpty())
      explain(Planner.counts(sets, Planner.MAX_SORTED), scope, filter + " (how many)");
    Searches.Plan plan = database.inTransaction(() -> database.searches.plan(search, scope));
    explain(plan.statement().sql(), scope, filter + " by " + order);
  }

  private void explain(String sql, Scope scope, String what) {
    String plan =
        database.inTransaction(
            () -> {
              database.searches.limitTime();
              return String.join(
                  "\n",
                  database
                      .jdbc
                      .sql("explain " + sql)
                      .params(scope.parameters().values())
                      .query(String.class)
                      .list());
            });
    assertThat(plan).as(what).doesNotContainPattern(WHOLE_TABLE);
  }
}
