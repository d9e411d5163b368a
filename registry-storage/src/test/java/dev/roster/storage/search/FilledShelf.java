package dev.roster.storage.search;

import dev.roster.storage.json.JsonColumn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the same random models and versions into PostgreSQL and onto a shelf. */
final class FilledShelf {
  private static final List<String> STATES =
      List.of("ok", "pending", "firing", "recovering", "insufficient_data", "error");

  private final JdbcClient jdbc;
  private final RandomFilters random;

  FilledShelf(JdbcClient jdbc, long seed) {
    this.jdbc = jdbc;
    this.random = new RandomFilters(seed);
  }

  Shelf fill(int models) {
    List<Shelf.Model> filled = new ArrayList<>();
    for (int i = 0; i < models; i++) filled.add(model(i));
    return new Shelf(filled);
  }

  private Shelf.Model model(int n) {
    String name = (random.chance(50) ? "model-" : "MODEL-") + n + (random.chance(30) ? "_x" : "");
    String description = maybe();
    String owner = maybe();
    Map<String, String> tags = tags();
    String by = random.one(RandomFilters.WORDS);
    Instant created = RandomFilters.instant(random.below(8));
    Instant updated = RandomFilters.instant(random.below(8));
    boolean deleted = random.chance(10);
    long id =
        jdbc.sql(
                """
                insert into model (name, description, owner, tags, created_at, created_by, updated_at, deleted_at)
                values (:name, :description, :owner, :tags::jsonb, :created, :by, :updated, :deleted)
                returning id""")
            .param("name", name)
            .param("description", description)
            .param("owner", owner)
            .param("tags", JsonColumn.write(tags))
            .param("created", created.atOffset(ZoneOffset.UTC))
            .param("by", by)
            .param("updated", updated.atOffset(ZoneOffset.UTC))
            .param("deleted", deleted ? updated.atOffset(ZoneOffset.UTC) : null)
            .query(Long.class)
            .single();
    List<Shelf.Version> versions = new ArrayList<>();
    for (int i = 1; i <= random.below(6); i++) versions.add(version(id, i, versions));
    return new Shelf.Model(
        id, name, description, owner, tags, by, created, updated, deleted, versions);
  }

  private @Nullable String maybe() {
    return random.chance(25) ? null : random.one(RandomFilters.WORDS);
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String key : RandomFilters.KEYS)
      if (random.chance(50)) tags.put(key, random.one(RandomFilters.WORDS));
    return tags;
  }

  private Map<String, Object> hyperparameters() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String key : RandomFilters.KEYS) {
      switch (random.below(6)) {
        case 0, 1 -> values.put(key, random.one(RandomFilters.NUMBERS));
        case 2 -> values.put(key, random.one(RandomFilters.WORDS));
        case 3 -> values.put(key, random.chance(50));
        case 4 -> values.put(key, List.of(1, 2));
        default -> {} // not there
      }
    }
    return values;
  }

  private Shelf.Version version(long model, int number, List<Shelf.Version> before) {
    boolean production =
        random.chance(20) && before.stream().noneMatch(v -> v.stage().equals("production"));
    String status =
        production
            ? "ready"
            : random.one(List.of("draft", "ready", "ready", "damaged", "reclaimed", "deleted"));
    String stage =
        production
            ? "production"
            : status.equals("draft") ? "none" : random.one(List.of("none", "staging", "retired"));
    boolean ready = !status.equals("draft");
    Map<String, Object> framework = new HashMap<>();
    String frameworkName = maybe();
    String frameworkVersion = frameworkName == null ? null : maybe();
    framework.put("name", frameworkName);
    framework.put("version", frameworkVersion);
    String commit = maybe();
    List<Map<String, Object>> datasets = datasets();
    Map<String, Object> lineage = new HashMap<>();
    lineage.put("code", commit == null && random.chance(50) ? null : code(commit));
    lineage.put("datasets", datasets.isEmpty() && random.chance(50) ? null : datasets);
    boolean hasLineage = commit != null || !datasets.isEmpty();
    Shelf.Version version =
        new Shelf.Version(
            0,
            number,
            status,
            stage,
            maybe(),
            maybe(),
            tags(),
            frameworkName,
            frameworkVersion,
            hyperparameters(),
            new HashMap<>(),
            new HashMap<>(),
            commit,
            named(datasets),
            new ArrayList<>(),
            ready ? random.one(RandomFilters.WORDS) : null,
            ready ? (long) random.below(6) : null,
            random.one(RandomFilters.WORDS),
            RandomFilters.instant(random.below(8)),
            RandomFilters.instant(random.below(8)),
            new ArrayList<>(),
            random.chance(30));
    long id =
        insert(
            model,
            version,
            frameworkName == null ? null : JsonColumn.write(framework),
            hasLineage ? JsonColumn.write(lineage) : null);
    aliases(model, id, version);
    metrics(id, version);
    monitors(model, version);
    if (version.hasBaseline())
      jdbc.sql(
              """
              insert into baseline (version_id, digest, rows, document, created_at, created_by)
              values (:id, 'd', 1, '{}', now(), 'x')""")
          .param("id", id)
          .update();
    return numbered(id, version);
  }

  private static Map<String, Object> code(@Nullable String commit) {
    Map<String, Object> code = new HashMap<>();
    code.put("commit", commit);
    return code;
  }

  private List<Map<String, Object>> datasets() {
    List<Map<String, Object>> datasets = new ArrayList<>();
    for (int i = 0; i < random.below(3); i++) {
      Map<String, Object> dataset = new HashMap<>();
      dataset.put("name", random.one(RandomFilters.WORDS));
      dataset.put("digest", maybe());
      datasets.add(dataset);
    }
    return datasets;
  }

  private static List<String> named(List<Map<String, Object>> datasets) {
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, Object> dataset : datasets) {
      names.add(String.valueOf(dataset.get("name")));
      if (dataset.get("digest") != null) names.add(String.valueOf(dataset.get("digest")));
    }
    return List.copyOf(names);
  }

  private long insert(
      long model, Shelf.Version v, @Nullable String framework, @Nullable String lineage) {
    return jdbc.sql(
            """
            insert into version (model_id, number, status, stage, staged_at, description, license, tags,
              framework, hyperparameters, lineage, manifest, digest, artifact_count, size, created_at,
              created_by, updated_at, deleted_at)
            values (:model, :number, :status, :stage, :created, :description, :license, :tags::jsonb,
              :framework::jsonb, :hyperparameters::json, :lineage::jsonb, :manifest, :digest, 1, :size,
              :created, :by, :updated, case when :status = 'deleted' then :updated end)
            returning id""")
        .param("model", model)
        .param("number", v.number())
        .param("status", v.status())
        .param("stage", v.stage())
        .param("description", v.description())
        .param("license", v.license())
        .param("tags", JsonColumn.write(v.tags()))
        .param("framework", framework)
        .param("hyperparameters", JsonColumn.write(v.hyperparameters()))
        .param("lineage", lineage)
        .param("manifest", v.digest() == null ? null : "{}")
        .param("digest", v.digest())
        .param("size", v.size())
        .param("created", v.createdAt().atOffset(ZoneOffset.UTC))
        .param("by", v.createdBy())
        .param("updated", v.updatedAt().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private void aliases(long model, long id, Shelf.Version version) {
    for (int i = 0; i < random.below(3); i++) {
      String name = random.one(RandomFilters.WORDS);
      int made =
          jdbc.sql(
                  """
                  insert into alias (model_id, name, version_id, updated_at, updated_by)
                  values (:model, :name, :id, now(), 'x') on conflict do nothing""")
              .param("model", model)
              .param("name", name)
              .param("id", id)
              .update();
      if (made == 1) version.aliases().add(name);
    }
  }

  private void metrics(long id, Shelf.Version version) {
    for (int i = 0; i < random.below(6); i++) {
      String name = random.one(RandomFilters.METRICS);
      String dataset = random.chance(50) ? random.one(RandomFilters.DATASETS) : null;
      double value =
          random.chance(20)
              ? Double.valueOf(random.one(RandomFilters.NOT_FINITE))
              : random.one(RandomFilters.NUMBERS);
      jdbc.sql(
              """
              insert into metric (version_id, name, value, at, dataset)
              values (:id, :name, :value, now(), :dataset)""")
          .param("id", id)
          .param("name", name)
          .param("value", value)
          .param("dataset", dataset)
          .update();
      jdbc.sql(
              """
              insert into metric_latest (version_id, name, value, not_finite)
              values (:id, :name, metric_finite(:value), metric_not_finite(:value))
              on conflict (version_id, name) do update
                set value = excluded.value, not_finite = excluded.not_finite""")
          .param("id", id)
          .param("name", name)
          .param("value", value)
          .update();
      version.metrics().put(name, value);
      if (dataset != null) version.measured().put(name + "/" + dataset, value);
    }
  }

  private void monitors(long model, Shelf.Version version) {
    for (int i = 0; i < random.below(3); i++) {
      String state = random.one(STATES);
      boolean deleted = random.chance(20);
      jdbc.sql(
              """
              insert into monitor (id, model_id, name, version, definition, alarm, judged_version,
                created_at, created_by, deleted_at)
              values (:id, :model, :name, :number, '{}', :alarm::json, :number, now(), 'x', :deleted)""")
          .param("id", UUID.randomUUID())
          .param("model", model)
          .param("name", UUID.randomUUID().toString())
          .param("number", version.number())
          .param("alarm", JsonColumn.write(Map.of("state", state)))
          .param("deleted", deleted ? RandomFilters.START.atOffset(ZoneOffset.UTC) : null)
          .update();
      if (!deleted) version.driftStates().add(state);
    }
  }

  private static Shelf.Version numbered(long id, Shelf.Version v) {
    return new Shelf.Version(
        id,
        v.number(),
        v.status(),
        v.stage(),
        v.description(),
        v.license(),
        v.tags(),
        v.frameworkName(),
        v.frameworkVersion(),
        v.hyperparameters(),
        v.metrics(),
        v.measured(),
        v.commit(),
        v.datasets(),
        v.aliases(),
        v.digest(),
        v.size(),
        v.createdBy(),
        v.createdAt(),
        v.updatedAt(),
        v.driftStates(),
        v.hasBaseline());
  }
}
