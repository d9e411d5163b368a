package dev.roster.app.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest extends RunningServer {
  private String model;

  @BeforeEach
  void register() {
    model = model("lifecycle");
  }

  @ParameterizedTest
  @CsvSource({
    "none, production", "none, none", "staging, staging", "production, none",
    "production, production", "retired, none", "retired, production", "retired, retired"
  })
  void aMoveThatNoEdgeAllowsIsRefusedWithThoseThatAre(String from, String to) {
    int version = in(from);
    Answer refused = move(model, version, to);
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("transition_not_allowed");
    assertThat(refused.json().path("detail").asString()).contains("may move to");
    assertThat(stageOf(version)).isEqualTo(from);
  }

  @ParameterizedTest
  @CsvSource({
    "none, staging",
    "none, retired",
    "staging, production",
    "staging, none",
    "staging, retired",
    "production, staging",
    "production, retired",
    "retired, staging"
  })
  void aMoveAlongAnEdgeIsDoneAndRecorded(String from, String to) {
    int version = in(from);
    Answer moved = move(model, version, to);
    assertThat(moved.status()).as(moved.text()).isEqualTo(201);
    assertThat(moved.json().path("from").asString()).isEqualTo(from);
    assertThat(moved.json().path("to").asString()).isEqualTo(to);
    assertThat(moved.json().path("digest").asString()).startsWith("sha256:");
    assertThat(stageOf(version)).isEqualTo(to);
    assertThat(
            get("/api/v1/models/%s/versions/%d/transitions".formatted(model, version))
                .json()
                .path("items")
                .path(0)
                .path("id"))
        .isEqualTo(moved.json().path("id"));
  }

  @Test
  void aDraftDoesNotMove() {
    Answer refused = move(model, draft(model), "staging");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("version_not_ready");
  }

  @Test
  void aSwapSendsWhoServedToStaging() {
    int first = in("production");
    int second = in("staging");
    Answer swap = move(model, second, "production");
    assertThat(swap.json().path("displaced").path("version").asInt()).isEqualTo(first);
    assertThat(swap.json().path("displaced").path("to").asString()).isEqualTo("staging");
    assertThat(serving()).isEqualTo(second);
    assertThat(stageOf(first)).isEqualTo("staging");
  }

  @Test
  void rollingBackGoesOneFurtherEachTimeAndNeverForward() {
    int first = in("production");
    int second = in("production");
    int third = in("production");
    assertThat(rollBack("").json().path("version").asInt()).isEqualTo(second);
    assertThat(stageOf(third)).isEqualTo("staging");
    assertThat(rollBack("").json().path("version").asInt()).isEqualTo(first);
    Answer end = rollBack("");
    assertThat(end.status()).isEqualTo(409);
    assertThat(end.code()).isEqualTo("nothing_to_roll_back_to");
    assertThat(serving()).isEqualTo(first);
  }

  @Test
  void rollingBackToANamedVersionGoesByStagingWhenItIsRetired() {
    int first = in("production");
    int second = in("production");
    assertThat(move(model, first, "retired").status()).isEqualTo(201);
    Answer back = rollBack(",\"to\":" + first);
    assertThat(back.status()).as(back.text()).isEqualTo(201);
    assertThat(back.json().path("from").asString()).isEqualTo("staging");
    assertThat(serving()).isEqualTo(first);
    assertThat(stageOf(second)).isEqualTo("staging");
  }

  @Test
  void rollingBackToAVersionThatNeverServedIsRefused() {
    in("production");
    int never = ready(model);
    assertThat(rollBack(",\"to\":" + never).code()).isEqualTo("nothing_to_roll_back_to");
    assertThat(rollBack(",\"to\":99").code()).isEqualTo("version_not_found");
  }

  @Test
  void whoServedIsKnownForEachInstant() {
    int first = in("production");
    String whileFirst = now();
    int second = in("production");
    String whileSecond = now();
    move(model, second, "retired");
    String whileNobody = now();
    assertThat(servingAt(whileFirst).json().path("version").asInt()).isEqualTo(first);
    Answer then = servingAt(whileSecond);
    assertThat(then.json().path("version").asInt()).isEqualTo(second);
    assertThat(then.json().path("by").asString()).isEqualTo("admin");
    assertThat(then.json().path("until").asString()).isBetween(whileSecond, whileNobody);
    assertThat(servingAt(whileNobody).code()).isEqualTo("no_version_in_stage");
  }

  @Test
  void aDryRunJudgesAllGatesAndChangesNothing() {
    int version = ready(model);
    Answer trial =
        post(
            "/api/v1/models/%s/versions/%d/transitions?dryRun=true".formatted(model, version),
            "{\"to\":\"production\",\"reason\":\"x\"}");
    assertThat(trial.status()).isEqualTo(200);
    assertThat(trial.json().path("allowed").asBoolean()).isFalse();
    assertThat(trial.json().path("evidence").findValuesAsString("gate"))
        .containsExactly("ready", "edge");
    assertThat(stageOf(version)).isEqualTo("none");
  }

  @Test
  void aStaleETagOfTheModelStopsTheMove() {
    String seen = get("/api/v1/models/" + model).header("ETag");
    int version = ready(model);
    String path = "/api/v1/models/%s/versions/%d/transitions".formatted(model, version);
    Answer stale = send(with("POST", path, "{\"to\":\"staging\"}").header("If-Match", seen));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("stale");
    String fresh = get("/api/v1/models/" + model).header("ETag");
    assertThat(send(with("POST", path, "{\"to\":\"staging\"}").header("If-Match", fresh)).status())
        .isEqualTo(201);
    assertThat(get("/api/v1/models/" + model).header("ETag")).isNotEqualTo(fresh);
  }

  @Test
  void productionAndRetirementWantAReason() {
    int version = in("staging");
    String path = "/api/v1/models/%s/versions/%d/transitions".formatted(model, version);
    for (String to : List.of("production", "retired")) {
      Answer refused = post(path, "{\"to\":\"%s\",\"reason\":\" \"}".formatted(to));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().path("errors").path(0).path("pointer").asString())
          .isEqualTo("/reason");
    }
  }

  @Test
  void resolveAnswersByStageAliasNumberAndLatest() {
    int first = in("production");
    int second = ready(model);
    alias("champion", second);
    assertThat(resolve("@production").json().path("version").asInt()).isEqualTo(first);
    assertThat(resolve("@champion").json().path("version").asInt()).isEqualTo(second);
    assertThat(resolve("@CHAMPION").json().path("version").asInt()).isEqualTo(second);
    assertThat(resolve("@latest").json().path("version").asInt()).isEqualTo(second);
    assertThat(resolve("/" + first).json().path("version").asInt()).isEqualTo(first);
    assertThat(resolve("@staging").code()).isEqualTo("no_version_in_stage");
    assertThat(resolve("@nobody").code()).isEqualTo("alias_not_found");
    assertThat(resolve("/" + draft(model)).code()).isEqualTo("version_not_ready");
    Answer file = resolve("@production");
    String url = file.json().path("artifacts").path(0).path("url").asString();
    assertThat(get(url).text()).isEqualTo("bytes of %s/%d".formatted(model, first));
  }

  @Test
  void aliasesMoveAndGo() {
    int first = ready(model);
    int second = ready(model);
    assertThat(alias("champion", first).status()).isEqualTo(201);
    assertThat(alias("champion", second).status()).isEqualTo(200);
    assertThat(alias("champion", 99).code()).isEqualTo("version_not_found");
    for (String taken : List.of("v7", "7", "latest", "Production", "-x"))
      assertThat(alias(taken, first).status()).as(taken).isEqualTo(400);
    String path = "/api/v1/models/%s/aliases/champion".formatted(model);
    assertThat(get(path).json().path("version").asInt()).isEqualTo(second);
    assertThat(send("DELETE", path, ADMIN).status()).isEqualTo(204);
    assertThat(get(path).code()).isEqualTo("alias_not_found");
  }

  @Test
  void aStaleETagOfTheModelStopsAMoveOfAnAlias() {
    int first = ready(model);
    String path = "/api/v1/models/%s/aliases/champion".formatted(model);
    String seen = get("/api/v1/models/" + model).header("ETag");
    String body = "{\"version\":%d}".formatted(first);
    assertThat(send(with("PUT", path, body).header("If-Match", seen)).status()).isEqualTo(201);
    assertThat(send(with("PUT", path, body).header("If-Match", seen)).code()).isEqualTo("stale");
    assertThat(send(with("DELETE", path, "").header("If-Match", seen)).code()).isEqualTo("stale");
  }

  @Test
  void aDeletedVersionWasInStagingUntilThen() {
    int version = in("staging");
    String before = now();
    send("DELETE", "/api/v1/models/%s/versions/%d".formatted(model, version), ADMIN);
    String path = "/api/v1/models/%s/stages/staging".formatted(model);
    assertThat(get(path + "?at=" + before).json().path("version").asInt()).isEqualTo(version);
    assertThat(get(path + "?at=" + before).json().path("until").asString())
        .isBetween(before, now());
    assertThat(get(path + "?at=" + now()).code()).isEqualTo("no_version_in_stage");
  }

  @Test
  void aHeaderOfOddBytesIsNoFault() {
    String path = "/api/v1/models/" + model;
    assertThat(send(with("PATCH", path, "{}").header("If-Match", "\"\u00c0\"")).code())
        .isEqualTo("stale");
  }

  @Test
  void whatServesCannotBeDeletedAndADeletedNumberIsGone() {
    int serving = in("production");
    int other = ready(model);
    alias("champion", other);
    String path = "/api/v1/models/%s/versions/".formatted(model);
    assertThat(send("DELETE", path + serving, ADMIN).code()).isEqualTo("in_production");
    assertThat(send("DELETE", "/api/v1/models/" + model, ADMIN).code()).isEqualTo("in_production");
    assertThat(send("DELETE", path + other, ADMIN).status()).isEqualTo(204);
    assertThat(get(path + other).status()).isEqualTo(410);
    assertThat(resolve("@champion").code()).isEqualTo("alias_not_found");
    assertThat(ready(model)).isGreaterThan(other);
  }

  private int in(String stage) {
    int version = ready(model);
    if (stage.equals("none")) return version;
    move(model, version, "staging");
    if (!stage.equals("staging")) move(model, version, stage);
    assertThat(stageOf(version)).isEqualTo(stage);
    return version;
  }

  private String stageOf(int version) {
    return get("/api/v1/models/%s/versions/%d".formatted(model, version))
        .json()
        .path("stage")
        .asString();
  }

  private int serving() {
    return servingAt(null).json().path("version").asInt();
  }

  private Answer servingAt(String at) {
    return get(
        "/api/v1/models/%s/stages/production%s".formatted(model, at == null ? "" : "?at=" + at));
  }

  private Answer rollBack(String more) {
    return post(
        "/api/v1/models/%s/rollback".formatted(model), "{\"reason\":\"worse\"" + more + "}");
  }

  private Answer resolve(String selector) {
    return get("/api/v1/resolve/" + model + selector);
  }

  private Answer alias(String name, int version) {
    return send(
        with(
            "PUT",
            "/api/v1/models/%s/aliases/%s".formatted(model, name),
            "{\"version\":%d}".formatted(version)));
  }

  /** The database's time: between what was done and what will be. */
  private String now() {
    return jdbc.sql("select clock_timestamp()")
        .query(java.time.OffsetDateTime.class)
        .single()
        .toInstant()
        .toString();
  }
}
