package dev.roster.app.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Random registries: a dry run names exactly what the run then reclaims, and what an independent
 * reading of the rules says; nothing that is in use is among it.
 */
class RetentionPropertyTest extends AnnouncedModel {
  private static final String RUNS = "/api/v1/retention/runs";

  private record Key(String model, int version) {}

  /** A version as the test made it. */
  private record Made(
      Key key, String stage, int days, boolean aliased, boolean held, List<Key> parents) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDryRunEqualsWhatTheRunReclaimsAndNothingInUseIsInIt(long seed) {
    while (post(RUNS, "").json().path("more").asBoolean()) {} // what other tests left
    Random random = new Random(seed);
    List<Made> made = new ArrayList<>();
    Map<String, Integer> kept = new HashMap<>();
    Map<String, Integer> after = new HashMap<>();
    Map<String, Integer> newest = new HashMap<>();
    for (int m = 0; m < 3; m++) {
      String model = model("random");
      if (random.nextInt(4) > 0) {
        kept.put(model, random.nextInt(3));
        after.put(model, 1 + random.nextInt(100));
        String policy =
            "{\"edges\":[],\"retention\":{\"keepLast\":%d,\"reclaimRetiredAfter\":\"P%dD\"}}"
                .formatted(kept.get(model), after.get(model));
        boolean isShared = m == 0 || random.nextBoolean();
        bind(model, isShared ? "{\"policy\":\"%s\"}".formatted(shared(policy)) : policy);
      }
      boolean serves = false;
      int versions = 3 + random.nextInt(6);
      newest.put(model, versions);
      for (int v = 1; v <= versions; v++) {
        List<Key> parents = new ArrayList<>();
        for (Made earlier : made) if (random.nextInt(8) == 0) parents.add(earlier.key());
        String stage =
            List.of("none", "staging", "retired", "retired", "retired", "production")
                .get(random.nextInt(6));
        if (stage.equals("production") && serves) stage = "retired";
        serves |= stage.equals("production");
        made.add(
            version(
                new Made(
                    new Key(model, v),
                    stage,
                    random.nextInt(120),
                    random.nextInt(6) == 0,
                    random.nextInt(6) == 0,
                    parents)));
      }
    }

    Set<Key> inUse = inUse(made);
    Set<Key> expected = new HashSet<>();
    for (Made version : made)
      if (version.stage().equals("retired")
          && after.containsKey(version.key().model())
          && version.days() > after.get(version.key().model())
          && version.key().version()
              <= newest.get(version.key().model()) - kept.get(version.key().model())
          && !inUse.contains(version.key())) expected.add(version.key());

    JsonNode dry = post(RUNS + "?dryRun=true", "").json();
    assertThat(keys(dry.path("items"))).containsExactlyInAnyOrderElementsOf(expected);
    JsonNode ran = post(RUNS, "").json();
    assertThat(ran).isEqualTo(dry);
    for (Made version : made) {
      int status =
          get(version(version.key().model(), version.key().version()) + "/archive").status();
      assertThat(status)
          .as(version.toString())
          .isEqualTo(expected.contains(version.key()) ? 410 : 200);
    }
  }

  private String shared(String policy) {
    String name = unique("keep");
    assertThat(send(with("PUT", "/api/v1/policies/" + name, policy)).status()).isEqualTo(201);
    return name;
  }

  private Made version(Made version) {
    String model = version.key().model();
    List<String> parents =
        version.parents().stream()
            .map(p -> "{\"model\":\"%s\",\"version\":%d}".formatted(p.model(), p.version()))
            .toList();
    int number =
        client()
            .existing(model)
            .version("{\"lineage\":{\"parents\":[" + String.join(",", parents) + "]}}")
            .with("model.bin", "bytes of " + version.key())
            .ready()
            .number();
    assertThat(number).isEqualTo(version.key().version());
    if (version.stage().equals("production")) move(model, number, "staging");
    if (!version.stage().equals("none")) move(model, number, version.stage());
    if (version.aliased())
      send(
          with(
              "PUT",
              "/api/v1/models/" + model + "/aliases/a" + number,
              "{\"version\":" + number + "}"));
    if (version.held())
      send(with("PUT", version(model, number) + "/hold", "{\"reason\":\"litigation\"}"));
    jdbc.sql(
            """
            update version set staged_at = staged_at - make_interval(days => :days)
            where number = :number and model_id = (select id from model where name = :model)
            """)
        .param("days", version.days())
        .param("number", number)
        .param("model", model)
        .update();
    return version;
  }

  /** What is in production, aliased or held, and all that a version in production was made from. */
  private static Set<Key> inUse(List<Made> made) {
    Map<Key, Made> all = new HashMap<>();
    for (Made version : made) all.put(version.key(), version);
    Set<Key> inUse = new HashSet<>();
    for (Made version : made) {
      if (version.aliased() || version.held() || version.stage().equals("staging"))
        inUse.add(version.key());
      if (version.stage().equals("production"))
        addWithAncestors(version, all, inUse, new HashSet<>());
    }
    return inUse;
  }

  private static void addWithAncestors(
      Made version, Map<Key, Made> all, Set<Key> inUse, Set<Key> seen) {
    if (!seen.add(version.key())) return;
    inUse.add(version.key());
    for (Key parent : version.parents()) addWithAncestors(all.get(parent), all, inUse, seen);
  }

  private static List<Key> keys(JsonNode items) {
    return items
        .valueStream()
        .map(item -> new Key(item.path("model").asString(), item.path("version").asInt()))
        .toList();
  }
}
