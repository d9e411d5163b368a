package dev.roster.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RenameTest extends RunningServer {
  private static final String MODELS = "/api/v1/models/";

  /** Rename, delete, recreate, transfer: rights stay with the model they were given for. */
  @Test
  void authz08AGrantOnOneModelFollowsItThroughRenameDeletionAndRecreation() {
    String prefix = "authz08-" + UUID.randomUUID().toString().substring(0, 8);
    String old = prefix + "-old", fresh = prefix + "-new";
    register(old);
    ready(old);
    String one = token("contributor", old);
    String choice = token("reader", prefix + "-o*");

    assertThat(rename(old, fresh, ADMIN).status()).isEqualTo(200);
    assertThat(as(one, fresh)).as("it goes with the model").isEqualTo(200);
    assertThat(send("GET", "/api/v1/resolve/" + fresh + "/1", one).status()).isEqualTo(200);
    assertThat(as(one, old)).as("nobody has the old name").isEqualTo(404);
    assertThat(as(choice, fresh)).as("a prefix is for who has such a name").isEqualTo(404);

    register(old); // another takes the name
    assertThat(as(one, old)).as("the name starts bare").isEqualTo(404);
    assertThat(as(choice, old)).isEqualTo(200);
    assertThat(get(MODELS + old).json().path("latestVersion").isNull()).isTrue();
    assertThat(send(with("PATCH", MODELS + old, "{\"owner\":\"x\"}", one)).status()).isEqualTo(404);

    assertThat(send(with("PATCH", MODELS + fresh, "{\"owner\":\"others\"}", one)).status())
        .as("an owner is a word, and gives or takes no right")
        .isEqualTo(200);
    assertThat(as(one, fresh)).isEqualTo(200);

    send("DELETE", MODELS + fresh, ADMIN);
    assertThat(as(one, fresh)).isEqualTo(410);
    assertThat(as(choice, fresh)).isEqualTo(404);
    post(MODELS + fresh + "/restore", "");
    assertThat(as(one, fresh)).as("restored with its grants").isEqualTo(200);
    send("DELETE", MODELS + fresh, ADMIN);
    assertThat(post(MODELS + fresh + "/purge", "").status()).isEqualTo(204);
    assertThat(as(one, fresh)).isEqualTo(404);
    register(fresh);
    assertThat(as(one, fresh)).as("recreated, it starts bare").isEqualTo(404);
    assertThat(send("GET", "/api/v1/audit", one).json().path("items").findValuesAsString("model"))
        .as("of the models that now have those names it sees nothing")
        .allMatch(name -> name.equals(old) || name.equals(fresh));
    assertThat(send("GET", "/api/v1/models?limit=200", one).json().path("items").size()).isZero();
  }

  @Test
  void aModelIsRenamedByItsAdministratorAlone() {
    String model = model("rename");
    String other = model + "-b";
    for (String role : List.of("contributor", "releaser", "reader", "approver")) {
      Answer refused = rename(model, other, token(role, "rename-*"));
      assertThat(refused.status()).as(role).isEqualTo(403);
    }
    assertThat(rename(model, other, token("admin", model)).status())
        .as("of the old name, not of the new one")
        .isEqualTo(403);
    assertThat(rename(model, "elsewhere-" + other, token("admin", "rename-*")).status())
        .isEqualTo(403);
    assertThat(
            send(with("PATCH", MODELS + model, "{\"owner\":\"a\"}", token("contributor", model)))
                .status())
        .isEqualTo(200);
    Answer renamed = rename(model, other, token("admin", "rename-*"));
    assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
    assertThat(renamed.json().path("name").asString()).isEqualTo(other);
    assertThat(renamed.json().path("owner").asString()).isEqualTo("a");
  }

  @Test
  void aRenamedModelKeepsEverythingButItsName() {
    String model = model("rename");
    int number = ready(model);
    move(model, number, "staging");
    move(model, number, "production");
    send(with("PUT", MODELS + model + "/aliases/champion", "{\"version\":1}"));
    String digest = get(MODELS + model + "/versions/1").json().path("digest").asString();
    String manifest = get(MODELS + model + "/versions/1/manifest").text();
    String etag = get(MODELS + model).header("ETag");
    String other = "Renamed-" + model;

    Answer renamed =
        send(
            with("PATCH", MODELS + model, "{\"name\":\"" + other + "\"}").header("If-Match", etag));
    assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
    assertThat(renamed.header("ETag")).isNotEqualTo(etag);
    assertThat(get(MODELS + model).code()).isEqualTo("model_not_found");
    String path = MODELS + other.toLowerCase();
    JsonNode there = get(path).json();
    assertThat(there.path("name").asString()).isEqualTo(other);
    assertThat(there.at("/stages/production").asInt()).isEqualTo(1);
    assertThat(get("/api/v1/resolve/" + other + "@champion").json().path("digest").asString())
        .isEqualTo(digest);
    assertThat(get(path + "/versions/1/manifest").text())
        .as("what was ready never changes")
        .isEqualTo(manifest);
    JsonNode newest = get(path + "/timeline?kind=change").json().path("items");
    assertThat(newest.at("/0/action").asString()).isEqualTo("model.renamed");
    assertThat(newest.at("/0/summary").asString())
        .isEqualTo("admin renamed the model from " + model + " to " + other);
    assertThat(get("/api/v1/audit?model=" + other).json().path("items").size()).isGreaterThan(5);
  }

  @Test
  void aNameThatIsTakenOrNoneIsRefused() {
    String model = model("rename");
    String taken = model("rename");
    assertThat(rename(model, taken.toUpperCase(), ADMIN).code()).isEqualTo("model_exists");
    assertThat(rename(model, "no name", ADMIN).code()).isEqualTo("invalid_field");
    assertThat(send(with("PATCH", MODELS + model, "{\"name\":null}")).code())
        .isEqualTo("invalid_field");
    assertThat(rename(model, model.toUpperCase(), ADMIN).status())
        .as("its own in other case")
        .isEqualTo(200);
    Answer same = rename(model, model.toUpperCase(), ADMIN);
    assertThat(same.header("ETag")).isEqualTo(get(MODELS + model).header("ETag"));
  }

  private void register(String name) {
    Answer made = post("/api/v1/models", "{\"name\":\"" + name + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private int as(String token, String name) {
    return send("GET", MODELS + name, token).status();
  }

  private Answer rename(String name, String to, String token) {
    return send(with("PATCH", MODELS + name, "{\"name\":\"" + to + "\"}", token));
  }

  private java.net.http.HttpRequest.Builder with(
      String method, String path, String json, String token) {
    return with(method, path, json).setHeader("Authorization", "Bearer " + token);
  }
}
