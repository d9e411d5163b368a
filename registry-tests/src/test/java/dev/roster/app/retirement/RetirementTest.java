package dev.roster.app.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Announcing that a version goes out of use, and what those who resolve it are told. */
class RetirementTest extends AnnouncedModel {
  private String model = "";

  @BeforeEach
  void twoVersions() {
    model = model("announced");
    ready(model);
    ready(model);
    move(model, 1, "staging");
    move(model, 1, "production");
  }

  private Answer announce(String sunset, String replacement, String token) {
    return call(
        "POST",
        retirement(model, 1),
        "{\"sunset\":\"%s\",\"replacement\":\"%s\",\"reason\":\"new features\"}"
            .formatted(sunset, replacement),
        token);
  }

  private Answer resolve(String selector) {
    return get("/api/v1/resolve/" + model + selector);
  }

  @Test
  void anAnnouncementIsReadChangedAndWithdrawn() {
    Answer made = announce(SUNSET, model + "/2", ADMIN);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(retirement(model, 1));
    JsonNode body = made.json();
    assertThat(body.path("state").asString()).isEqualTo("announced");
    assertThat(body.path("sunset").asString()).isEqualTo(SUNSET);
    assertThat(body.path("replacement").asString()).isEqualTo(model + "/2");
    assertThat(body.path("reason").asString()).isEqualTo("new features");
    assertThat(body.path("by").asString()).isEqualTo("admin");
    assertThat(body.path("drained").asBoolean()).isTrue();
    assertThat(body.path("blockers").isEmpty()).isTrue();
    assertThat(get(retirement(model, 1)).header("ETag")).isEqualTo(made.header("ETag"));

    assertThat(announce(SUNSET, model + "/2", ADMIN).code()).isEqualTo("retirement_announced");
    Answer stale =
        send(
            with("PATCH", retirement(model, 1), "{\"reason\":\"x\"}").header("If-Match", "\"r1\""));
    assertThat(stale.code()).isEqualTo("stale");

    Answer changed =
        send(
            with(
                    "PATCH",
                    retirement(model, 1),
                    "{\"sunset\":\"2099-06-01T00:00:00Z\",\"reason\":null}")
                .header("If-Match", made.header("ETag")));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(made.header("ETag"));
    assertThat(changed.json().path("sunset").asString()).isEqualTo("2099-06-01T00:00:00Z");
    assertThat(changed.json().path("reason").isNull()).isTrue();
    assertThat(changed.json().path("replacement").asString()).isEqualTo(model + "/2");
    assertThat(changed.json().path("at")).isEqualTo(body.path("at"));

    assertThat(send("DELETE", retirement(model, 1), ADMIN).status()).isEqualTo(204);
    assertThat(get(retirement(model, 1)).code()).isEqualTo("retirement_not_found");
    assertThat(send("DELETE", retirement(model, 1), ADMIN).code())
        .isEqualTo("retirement_not_found");
    assertThat(actions(model).stream().filter(one -> one.startsWith("retirement.")))
        .containsExactly("retirement.withdrawn", "retirement.changed", "retirement.announced");
  }

  @Test
  void theSameChangeAgainIsNone() {
    announce(SUNSET, model + "/2", ADMIN);
    String before = get(retirement(model, 1)).header("ETag");
    Answer same =
        send(with("PATCH", retirement(model, 1), "{\"sunset\":\"%s\"}".formatted(SUNSET)));
    assertThat(same.header("ETag")).isEqualTo(before);
    assertThat(actions(model)).doesNotContain("retirement.changed");
  }

  @Test
  void eachResolveTellsOfIt() {
    String etag = resolve("@production").header("ETag");
    assertThat(resolve("@production").headers().firstValue("Deprecation")).isEmpty();
    String at = announce(SUNSET, model + "/2", ADMIN).json().path("at").asString();
    String deprecation = "@" + Instant.parse(at).getEpochSecond();

    for (String selector : List.of("@production", "@production", "/1")) { // the second is cached
      Answer told = resolve(selector);
      isToldOf(told, deprecation);
      assertThat(told.json().path("retirement").path("sunset").asString()).isEqualTo(SUNSET);
      assertThat(told.json().path("retirement").path("replacement").asString())
          .isEqualTo(model + "/2");
      Answer known =
          send(
              to("/api/v1/resolve/" + model + selector, ADMIN)
                  .header("If-None-Match", told.header("ETag")));
      assertThat(known.status()).isEqualTo(304);
      isToldOf(known, deprecation);
    }
    Answer outdated =
        send(to("/api/v1/resolve/" + model + "@production", ADMIN).header("If-None-Match", etag));
    assertThat(outdated.status()).as("who polls by ETag hears of it").isEqualTo(200);

    send("DELETE", retirement(model, 1), ADMIN);
    assertThat(resolve("@production").header("ETag")).isEqualTo(etag);
    assertThat(resolve("@production").headers().firstValue("Sunset")).isEmpty();
    assertThat(resolve("@production").json().has("retirement")).isFalse();
  }

  private static void isToldOf(Answer told, String deprecation) {
    assertThat(told.header("Deprecation")).isEqualTo(deprecation);
    assertThat(told.header("Sunset")).isEqualTo("Sun, 01 Mar 2099 00:00:00 GMT");
    assertThat(told.header("Link")).matches("</api/v1/resolve/[^>]+/2>; rel=\"successor-version\"");
  }

  @ParameterizedTest
  @CsvSource({
    "2001-01-01T00:00:00Z, %s/2, /sunset",
    "never, %s/2, /sunset",
    "2099-01-01T00:00:00Z, %s/1, /replacement",
    "2099-01-01T00:00:00Z, %s/3, /replacement",
    "2099-01-01T00:00:00Z, %s/0, /replacement",
    "2099-01-01T00:00:00Z, %s/99999999999, /replacement",
    "2099-01-01T00:00:00Z, %s@production, /replacement",
    "2099-01-01T00:00:00Z, no-such-model/1, /replacement",
    "2099-01-01T00:00:00Z, '', /replacement",
  })
  void whatCannotBeAnnouncedIsRefusedByField(String sunset, String replacement, String pointer) {
    Answer refused = announce(sunset, replacement.formatted(model), ADMIN);
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(texts(refused.json().path("errors"), "pointer")).containsExactly(pointer);
  }

  @Test
  void anAnnouncementNeedsASunset() {
    Answer refused = post(retirement(model, 1), "{\"reason\":\"old\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(texts(refused.json().path("errors"), "pointer")).containsExactly("/sunset");
    announce(SUNSET, model + "/2", ADMIN);
    Answer removed = send(with("PATCH", retirement(model, 1), "{\"sunset\":null}"));
    assertThat(removed.status()).isEqualTo(400);
  }

  @Test
  void aReplacementMustBeOfUseAndReadable() {
    int draft = draft(model);
    int retired = ready(model);
    move(model, retired, "retired");
    int deleted = ready(model);
    send("DELETE", version(model, deleted), ADMIN);
    for (int number : List.of(draft, retired, deleted))
      assertThat(announce(SUNSET, model + "/" + number, ADMIN).code()).isEqualTo("invalid_field");

    String hidden = model("hidden");
    ready(hidden);
    String releaser = token("releaser", model);
    Answer unreadable = announce(SUNSET, hidden + "/1", releaser);
    Answer missing = announce(SUNSET, hidden.replace("hidden", "hiddem") + "/1", releaser);
    assertThat(unreadable.code()).isEqualTo("invalid_field");
    assertThat(unreadable.json().path("errors").path(0).path("detail").asString())
        .isEqualTo(
            missing
                .json()
                .path("errors")
                .path(0)
                .path("detail")
                .asString()
                .replace("hiddem", "hidden"));
  }

  @Test
  void theReplacementIsToldOnlyToThoseWhoMayReadIt() {
    String other = model("other");
    ready(other);
    announce(SUNSET, other + "/1", ADMIN);
    String reader = token("reader", model);
    for (int i = 0; i < 2; i++) { // nothing is cached for all
      assertThat(resolve("@production").header("Link")).contains(other + "/1");
      Answer told = send(to("/api/v1/resolve/" + model + "@production", reader));
      assertThat(told.headers().firstValue("Link")).isEmpty();
      assertThat(told.json().path("retirement").path("sunset").asString()).isEqualTo(SUNSET);
      assertThat(told.text()).doesNotContain(other);
    }
    assertThat(send(to(retirement(model, 1), reader)).text()).doesNotContain(other);
  }

  @Test
  void aReplacementThatIsDeletedIsNoLongerNamed() {
    announce(SUNSET, model + "/2", ADMIN);
    assertThat(resolve("@production").header("Link")).isNotEmpty();
    send("DELETE", version(model, 2), ADMIN);
    Answer told = resolve("@production");
    assertThat(told.headers().firstValue("Link")).isEmpty();
    assertThat(told.header("Sunset")).isNotEmpty();
    assertThat(get(retirement(model, 1)).json().path("replacement").isNull()).isTrue();
    post(version(model, 2) + "/restore", "");
    assertThat(resolve("@production").header("Link")).isNotEmpty();
  }

  @Test
  void draftsAndRetiredVersionsAreNotAnnounced() {
    int draft = draft(model);
    assertThat(post(retirement(model, draft), "{\"sunset\":\"%s\"}".formatted(SUNSET)).code())
        .isEqualTo("version_not_ready");
    move(model, 2, "retired");
    assertThat(post(retirement(model, 2), "{\"sunset\":\"%s\"}".formatted(SUNSET)).code())
        .isEqualTo("version_retired");
  }

  @Test
  void whoMayNotPromoteAnnouncesNothing() {
    for (String role : List.of("reader", "contributor", "approver", "reporter"))
      assertThat(announce(SUNSET, model + "/2", token(role, model)).code())
          .as(role)
          .isEqualTo("forbidden");
    assertThat(announce(SUNSET, model + "/2", token("releaser", model)).status()).isEqualTo(201);
  }

  @Test
  void aVersionThatComesBackFromRetiredIsNoLongerAnnounced() {
    announce(SUNSET, model + "/2", ADMIN);
    assertThat(move(model, 1, "retired").status()).isEqualTo(201);
    assertThat(get(retirement(model, 1)).json().path("state").asString()).isEqualTo("retired");
    assertThat(resolve("/1").header("Sunset")).isNotEmpty();
    assertThat(move(model, 1, "staging").status()).isEqualTo(201);
    assertThat(get(retirement(model, 1)).code()).isEqualTo("retirement_not_found");
    assertThat(actions(model)).contains("retirement.withdrawn");
  }

  @Test
  void anAnnouncementGoesWithThePurgeOfItsVersion() {
    announce(model, 2);
    send("DELETE", version(model, 2), ADMIN);
    assertThat(get(retirement(model, 2)).code()).isEqualTo("deleted");
    assertThat(post(version(model, 2) + "/purge", "").status()).isEqualTo(204);
    assertThat(
            jdbc.sql(
                    "select count(*) from retirement r join version v on v.id = r.version_id where v.status = 'reclaimed'")
                .query(Long.class)
                .single())
        .isZero();
  }

  /** Whoever has the model's lock first wins: the other hears of it, and nothing is half done. */
  @Test
  void anAnnouncementAndAMoveToRetiredAreOneAfterTheOther() throws Exception {
    for (int i = 0; i < 10; i++) {
      int number = ready(model);
      var moving = CompletableFuture.supplyAsync(() -> move(model, number, "retired"));
      Answer announced = post(retirement(model, number), "{\"sunset\":\"%s\"}".formatted(SUNSET));
      Answer moved = moving.get();
      assertThat(moved.status()).as(moved.text()).isEqualTo(201);
      boolean wasAnnounced = announced.status() == 201;
      if (!wasAnnounced) assertThat(announced.code()).isEqualTo("version_retired");
      assertThat(texts(moved.json().path("evidence"), "gate").contains("drained"))
          .isEqualTo(wasAnnounced);
      assertThat(get(retirement(model, number)).status()).isEqualTo(wasAnnounced ? 200 : 404);
    }
  }

  @Test
  void ofManyAnnouncementsAtOnceOneIsMade() throws Exception {
    List<CompletableFuture<Answer>> racers =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> announce(SUNSET, model + "/2", ADMIN)))
            .limit(8)
            .toList();
    List<Integer> statuses = new ArrayList<>();
    for (var racer : racers) statuses.add(racer.get().status());
    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    assertThat(actions(model)).containsOnlyOnce("retirement.announced");
  }
}
