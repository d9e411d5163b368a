package dev.roster.app.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SearchTest extends RunningServer {
  private String model;

  @BeforeEach
  void register() {
    model = model("search");
    for (int i = 1; i <= 5; i++) {
      post(
          versions(),
          """
          {"description":"trees on the West Coast, run %1$d","tags":{"team":"%2$s","odd key":"v%1$d"},
           "framework":{"name":"%3$s","version":"1.%1$d"},
           "hyperparameters":{"max_depth":%1$d,"loss":"log","early":%4$s},
           "lineage":{"code":{"commit":"c%1$d"},"datasets":[{"name":"housing-%1$d"}]}}"""
              .formatted(i, i % 2 == 0 ? "risk" : "pricing", i < 4 ? "onnx" : "xgboost", i > 3));
      post(
          versions() + "/" + i + "/metrics",
          """
          {"metrics":[{"name":"accuracy","value":0.9%1$d,"dataset":"validation"},
            {"name":"accuracy","value":0.8%1$d,"dataset":"test"}]}"""
              .formatted(i));
    }
  }

  private String versions() {
    return "/api/v1/models/" + model + "/versions";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "metrics.accuracy >= 0.83 AND tags.team = pricing|5,3",
        "metrics.accuracy[dataset='validation'] > 0.93|5,4",
        "hyperparameters.max_depth in (4, 2) and hyperparameters.loss = log|4,2",
        "hyperparameters.early = true|5,4",
        "hyperparameters.max_depth < 2 OR lineage.dataset = \"housing-3\"|3,1",
        "NOT (framework.name = onnx)|5,4",
        "NOT framework.name = onnx AND framework.version = \"*.5\"|5",
        "tags:team AND description : \"west COAST, RUN 2\"|2",
        "tags.\"odd key\" != v1 AND version <= 2|2",
        "stage = none AND status = draft AND createdAt > now - 1h|5,4,3,2,1",
        "updatedAt > now+1h|",
        "digest != x|",
        "NOT digest != x|5,4,3,2,1",
        "hasBaseline = false AND size > 0|",
        "lineage.commit in (c1, 'c5')|5,1",
        "createdBy = *min AND version in (1, 2)|2,1",
      })
  void aFilterFindsWhatItSays(String filter, String expected) {
    Answer answer = get(versions() + "?filter=" + encoded(filter));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    String found = numbers(answer).stream().map(String::valueOf).collect(Collectors.joining(","));
    assertThat(found).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "stge = production|1|did you mean stage?",
        "tag.team = x|1|did you mean tags.KEY?",
        "metrics.accuracy > high|20|a number for metrics.accuracy, not high",
        "name = x AND|13|expected a field, NOT or (, not the end",
        "stage = prod|9|expected one of none, staging, production, retired",
        "created_at > now|1|did you mean createdAt?",
        "createdAt > now - 7x|13|expected now - 7d",
        "name = x name = y|10|expected AND, OR or the end, not name",
        "owner < x|7|expected =, != or in",
        "size = 1.5|8|a whole number",
        "tags = x|6|expected . or : and a key",
        "manifest = x|1|there is no field manifest",
        "name = ü|8|is allowed in quotes only",
      })
  void aFaultyFilterIsToldWhereAndWhatWasExpected(String filter, int position, String detail) {
    Answer refused = get("/api/v1/versions?filter=" + encoded(filter));
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("invalid_filter");
    assertThat(refused.json().path("detail").asString())
        .startsWith("At character " + position + " of filter")
        .contains(detail);
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("?filter");
  }

  @Test
  void anOrderHasNullsLastAndPagesHoldToIt() {
    post(versions(), "{}");
    assertThat(pages("orderBy=" + encoded("metrics.accuracy desc"), 2))
        .containsExactly(5, 4, 3, 2, 1, 6);
    assertThat(pages("orderBy=" + encoded("metrics.accuracy"), 2))
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(pages("orderBy=" + encoded("framework.name desc, version asc"), 2))
        .containsExactly(4, 5, 1, 2, 3, 6);
    assertThat(pages("orderBy=" + encoded("hyperparameters.max_depth desc"), 1))
        .containsExactly(5, 4, 3, 2, 1, 6);
    assertThat(get(versions() + "?orderBy=manifest").code()).isEqualTo("invalid_field");
    assertThat(get(versions() + "?orderBy=" + encoded("version, version")).status()).isEqualTo(400);
  }

  @Test
  void aCursorHoldsForItsFilterAndOrderOnly() {
    String query = "?limit=2&filter=" + encoded("version > 0") + "&orderBy=version";
    String next = get(versions() + query).json().path("next").asString();
    assertThat(get(versions() + query + "&cursor=" + next).status()).isEqualTo(200);
    assertThat(get(versions() + query + "&count=estimate&fields=version&cursor=" + next).status())
        .isEqualTo(200);
    for (String other :
        List.of(
            "?filter=" + encoded("version > 1") + "&orderBy=version",
            "?filter=" + encoded("version > 0"),
            "?filter=" + encoded("version > 0") + "&orderBy=" + encoded("version desc")))
      assertThat(get(versions() + other + "&cursor=" + next).code()).isEqualTo("invalid_cursor");
  }

  @Test
  void membersCountAndFacetsAreChosen() {
    Answer answer =
        get(
            versions()
                + "?limit=2&fields=version,tags&count=estimate&facets="
                + encoded("stage,tags.team,framework.name,hyperparameters.max_depth")
                + "&filter="
                + encoded("version <= 4"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode json = answer.json();
    assertThat(json.path("items").path(0).propertyNames()).containsExactly("version", "tags");
    assertThat(json.path("estimate").asInt()).isEqualTo(4);
    JsonNode facets = json.path("facets");
    assertThat(facets.path("stage").toString()).isEqualTo("[{\"value\":\"none\",\"count\":4}]");
    assertThat(facets.path("tags.team").toString())
        .isEqualTo("[{\"value\":\"pricing\",\"count\":2},{\"value\":\"risk\",\"count\":2}]");
    assertThat(facets.path("framework.name").toString())
        .isEqualTo("[{\"value\":\"onnx\",\"count\":3},{\"value\":\"xgboost\",\"count\":1}]");
    assertThat(facets.path("hyperparameters.max_depth").size()).isEqualTo(4);
    Answer plain = get(versions());
    assertThat(plain.json().has("estimate")).isFalse();
    assertThat(plain.json().has("facets")).isFalse();
    assertThat(get(versions() + "?fields=version,secret").code()).isEqualTo("invalid_field");
    assertThat(get(versions() + "?facets=description").code()).isEqualTo("invalid_field");
    assertThat(get(versions() + "?count=all").code()).isEqualTo("invalid_field");
  }

  @Test
  void aModelIsFoundByOneVersionThatMeetsItAll() {
    String filter = "name = " + model + " AND ";
    assertThat(models(filter + "tags.team = pricing AND hyperparameters.max_depth = 3")).isEmpty();
    assertThat(models(filter + "framework.name = onnx AND hyperparameters.max_depth = 3"))
        .containsExactly(model);
    assertThat(models(filter + "framework.name = xgboost AND hyperparameters.max_depth = 3"))
        .isEmpty();
    assertThat(models(filter + "NOT framework.name = onnx")).containsExactly(model);
    assertThat(get("/api/v1/models?orderBy=stage").code()).isEqualTo("invalid_field");
    Answer faceted =
        get("/api/v1/models?facets=stage,framework.name&filter=" + encoded("name = " + model));
    assertThat(faceted.json().at("/facets/framework.name").toString())
        .isEqualTo("[{\"value\":\"onnx\",\"count\":1},{\"value\":\"xgboost\",\"count\":1}]");
  }

  @Test
  void authz16HiddenModelsShowInNoListCountOrFacet() {
    String hidden = model("hidden");
    post("/api/v1/models/" + hidden + "/versions", "{\"tags\":{\"team\":\"hidden-team\"}}");
    String token = token("reader", model);
    Answer seen =
        send(
            to(
                "/api/v1/versions?count=estimate&facets=name,tags.team&filter="
                    + encoded("tags:team"),
                token));
    assertThat(seen.json().path("estimate").asInt()).isEqualTo(5);
    assertThat(seen.text()).doesNotContain(hidden).doesNotContain("hidden-team");
    assertThat(seen.json().at("/facets/name").toString())
        .isEqualTo("[{\"value\":\"" + model + "\",\"count\":5}]");
    Answer models =
        send(
            to(
                "/api/v1/models?count=estimate&facets=name&filter="
                    + encoded("tags.team = x OR version >= 1"),
                token));
    assertThat(models.json().path("estimate").asInt()).isEqualTo(1);
    assertThat(models.text()).doesNotContain(hidden);
    assertThat(send(to("/api/v1/models/" + hidden + "/versions?filter=x", token)).status())
        .isEqualTo(404);
  }

  @Test
  void authz16WhatIsNotInTheTableOfFieldsCannotBeAskedFor() {
    for (String field :
        List.of(
            "id",
            "model_id",
            "manifest",
            "deletedAt",
            "revision",
            "v.id",
            "token",
            "password",
            "tags\u0000.x")) {
      assertThat(get("/api/v1/versions?filter=" + encoded(field + " = x")).status())
          .as(field)
          .isEqualTo(400);
      for (String list : List.of("versions", "models"))
        for (String parameter : List.of("orderBy", "fields", "facets"))
          assertThat(get("/api/v1/" + list + "?" + parameter + "=" + encoded(field)).status())
              .as(parameter + " " + field)
              .isEqualTo(400);
    }
  }

  @Test
  void inj08SqlInAnyPlaceIsDataOrRefused() {
    List<String> attacks =
        List.of(
            "'; drop table version; --",
            "' or '1'='1",
            "x\" union select manifest from version --",
            "1); select pg_sleep(10); --",
            "%' or 1=1 --",
            ":s0",
            "?",
            "$1",
            "${jndi:ldap://x}",
            "\\",
            "*/ /*");
    for (String attack : attacks) {
      String quoted =
          "\"" + attack.replace("\\", "\\\\").replace("\"", "\\\"").replace("*", "\\*") + "\"";
      for (String field :
          List.of(
              "name",
              "owner",
              "description",
              "createdBy",
              "alias",
              "digest",
              "lineage.commit",
              "lineage.dataset",
              "framework.name",
              "tags.x",
              "hyperparameters.x")) {
        for (String form : List.of(" = ", " != ", " : ")) {
          Answer answer = get("/api/v1/versions?filter=" + encoded(field + form + quoted));
          assertThat(answer.status()).as(field + form + quoted + answer.text()).isEqualTo(200);
        }
      }
      for (String key : List.of("tags", "hyperparameters", "metrics")) {
        Answer byKey =
            get(
                "/api/v1/versions?orderBy="
                    + encoded(key + "." + quoted)
                    + "&filter="
                    + encoded(key + ":" + quoted));
        assertThat(byKey.status()).as(key + quoted + byKey.text()).isEqualTo(200);
        assertThat(byKey.json().path("items").size()).isZero();
      }
      assertThat(get("/api/v1/versions?filter=" + encoded(attack)).status()).isEqualTo(400);
      assertThat(get("/api/v1/versions?orderBy=" + encoded("name " + attack)).status())
          .isEqualTo(400);
      assertThat(get("/api/v1/models?facets=" + encoded(attack)).status()).isEqualTo(400);
    }
    assertThat(get(versions()).json().path("items").size()).isEqualTo(5);
  }

  private static final String[] FILTERS = {
    "name : \"redi\" AND NOT (stage in (production, staging) OR tags.team = 'risk')",
    "metrics.accuracy[dataset='validation'] >= 0.9 AND updatedAt > now - 7d",
    "tags:env OR hyperparameters.depth != 6 AND hasBaseline = true",
    "digest = sha256:* AND size <= 1e6 AND createdAt < '2026-01-01T00:00:00Z'",
  };

  /** Half of them at random, half filters with a few bytes of them changed. */
  @Test
  void dos08RandomBytesOverHttpAreAnsweredWith200Or400AtOnce() {
    Random random = new Random(Long.getLong("roster.seed", 5));
    int answered = 0;
    for (int i = 0; i < Integer.getInteger("roster.filters", 300); i++) {
      byte[] bytes =
          i % 2 == 0
              ? new byte[1 + random.nextInt(60)]
              : FILTERS[random.nextInt(FILTERS.length)].getBytes(UTF_8);
      if (i % 2 == 0) random.nextBytes(bytes);
      else
        for (int n = random.nextInt(4); n > 0; n--)
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      String encoded =
          IntStream.range(0, bytes.length)
              .mapToObj(n -> "%%%02X".formatted(bytes[n]))
              .reduce("", String::concat);
      if (get("/api/v1/versions?filter=" + encoded).status() == 200) answered++;
      assertThat(millis(encoded)).as(encoded).isLessThan(100);
    }
    assertThat(answered).isPositive();
  }

  /** The shortest of some times, if the first is long: others work on this machine too. */
  private long millis(String filter) {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < 10 && shortest >= 50; i++) {
      long start = System.nanoTime();
      assertThat(get("/api/v1/versions?filter=" + filter).status()).as(filter).isIn(200, 400);
      shortest = Math.min(shortest, (System.nanoTime() - start) / 1_000_000);
    }
    return shortest;
  }

  static List<Integer> numbers(Answer answer) {
    return answer.json().path("items").values().stream()
        .map(item -> item.path("version").asInt())
        .toList();
  }

  private List<String> models(String filter) {
    Answer answer = get("/api/v1/models?filter=" + encoded(filter));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("items").findValues("name").stream().map(JsonNode::asString).toList();
  }

  private List<Integer> pages(String query, int limit) {
    List<Integer> seen = new ArrayList<>();
    String cursor = "";
    do {
      Answer answer = get(versions() + "?limit=" + limit + "&" + query + cursor);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      seen.addAll(numbers(answer));
      JsonNode next = answer.json().path("next");
      cursor = next.isNull() ? null : "&cursor=" + next.asString();
    } while (cursor != null);
    return seen;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
