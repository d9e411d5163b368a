package dev.roster.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A change that was refused for lack of a right is in the audit log. */
class DeniedChangeTest extends RunningServer {
  private Answer call(String method, String path, String json, String token) {
    return send(with(method, path, json).setHeader("Authorization", "Bearer " + token));
  }

  private List<JsonNode> denied(String token) {
    String query = "/api/v1/audit?action=access.denied&limit=200";
    return get(query).json().path("items").valueStream().filter(e -> isOf(e, token)).toList();
  }

  private static boolean isOf(JsonNode entry, String token) {
    return token.split("_")[1].startsWith(entry.path("tokenId").asString());
  }

  @Test
  void saysWhatWasTriedOfWhichModel() {
    String model = model("denied");
    int version = ready(model);
    String reader = token("reader", model);
    String path = "/api/v1/models/%s/versions/%d/transitions".formatted(model, version);
    Answer refused = call("POST", path, "{\"to\":\"staging\",\"reason\":\"r\"}", reader);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(denied(reader))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("model").asString()).isEqualTo(model);
              assertThat(entry.path("version").asInt()).isEqualTo(version);
              JsonNode detail = entry.path("detail");
              assertThat(detail.path("method").asString()).isEqualTo("POST");
              assertThat(detail.path("route").asString())
                  .isEqualTo("/api/v1/models/{name}/versions/{version}/transitions");
              assertThat(detail.path("permission").asString()).isEqualTo("promote");
              assertThat(detail.path("code").asString()).isEqualTo("forbidden");
              assertThat(detail.path("because").asString()).contains("releaser");
            });
    Answer own = send("GET", "/api/v1/audit?action=access.denied", reader);
    assertThat(own.json().path("items").size()).isOne(); // as it may read the model
    String other = token("reader", model("other"));
    assertThat(send("GET", "/api/v1/audit?action=access.denied", other).json().path("items"))
        .isEmpty();
  }

  @Test
  void everyKindOfChangeIsRecorded() {
    String model = model("denied");
    int version = ready(model);
    String reader = token("reader", model);
    String one = "/api/v1/models/" + model;
    String its = one + "/versions/" + version;
    List<Answer> answers =
        List.of(
            call("POST", "/api/v1/models", "{\"name\":\"denied-new\"}", reader),
            call("PATCH", one, "{}", reader),
            call("DELETE", one, "", reader),
            call("PUT", one + "/aliases/champion", "{\"version\":1}", reader),
            call("PUT", one + "/policy", "{\"policy\":null}", reader),
            call("PUT", "/api/v1/policies/mine", "{}", reader),
            call("PUT", its + "/artifacts/a.bin", "x", reader),
            call("PUT", its + "/hold", "{}", reader),
            call("POST", its + "/requests", "{\"to\":\"staging\",\"reason\":\"r\"}", reader),
            call("POST", "/api/v1/versions/tags", "{}", reader),
            call("POST", "/api/v1/tokens", "{}", reader));
    assertThat(answers).allMatch(answer -> answer.status() == 403);
    assertThat(denied(reader)).hasSameSizeAs(answers);
  }

  @Test
  void readsTrialsAndWhatIsUnknownAreNotRecorded() {
    String model = model("denied");
    int version = ready(model);
    String hidden = model("hidden");
    String reader = token("reader", model);
    String releaser = token("releaser", model);
    String moves = "/api/v1/models/%s/versions/%d/transitions".formatted(model, version);
    String wish = "{\"to\":\"staging\",\"reason\":\"r\"}";
    String trial = "{\"to\":\"staging\",\"reason\":\"r\",\"dryRun\":true}";
    String forced = "{\"to\":\"staging\",\"reason\":\"r\",\"breakGlass\":true,\"dryRun\":true}";
    assertThat(send("GET", "/api/v1/tokens", reader).status()).isEqualTo(403);
    assertThat(call("POST", moves + "?dryRun=true", wish, reader).status()).isEqualTo(403);
    assertThat(call("POST", moves, trial, reader).status()).isEqualTo(403);
    assertThat(
            send(with("POST", moves, trial)
                    .setHeader("Authorization", "Bearer " + reader)
                    .header("Idempotency-Key", "trial"))
                .status())
        .isEqualTo(403);
    assertThat(call("DELETE", "/api/v1/models/" + hidden, "", reader).status()).isEqualTo(404);
    assertThat(denied(reader)).isEmpty();
    assertThat(call("POST", moves, forced, releaser).status()).isEqualTo(403);
    assertThat(denied(releaser)).isEmpty();
    assertThat(call("POST", moves, forced.replace(",\"dryRun\":true", ""), releaser).status())
        .isEqualTo(403);
    assertThat(denied(releaser)).hasSize(1);
  }

  @Test
  void aCallWithAnIdempotencyKeyIsRecordedEachTimeItIsRefused() {
    String model = model("denied");
    String reader = token("reader", model);
    for (int time = 0; time < 2; time++)
      assertThat(
              send(with("POST", "/api/v1/models/" + model + "/versions", "{}")
                      .setHeader("Authorization", "Bearer " + reader)
                      .header("Idempotency-Key", "denied"))
                  .status())
          .isEqualTo(403);
    assertThat(denied(reader)).hasSize(2);
  }

  @Test
  void aFloodOfRefusalsLeavesSixtyEntriesAMinuteOfEachToken() {
    String model = model("denied");
    String flooding = token("reader", model);
    for (int call = 0; call < 70; call++)
      assertThat(call("DELETE", "/api/v1/models/" + model, "", flooding).status()).isEqualTo(403);
    assertThat(denied(flooding)).hasSize(60);
    String other = token("reader", model);
    assertThat(call("DELETE", "/api/v1/models/" + model, "", other).status()).isEqualTo(403);
    assertThat(denied(other)).hasSize(1);
  }

  @Test
  void theRefusalHoldsIfItCannotBeRecorded() {
    String model = model("denied");
    String reader = token("reader", model);
    jdbc.sql(
            """
            create function refuse_denial() returns trigger language plpgsql as
            $$ begin raise exception 'no entry'; end $$;
            create trigger refuse_denial before insert on audit_pending
              for each row when (new.model = '%s') execute function refuse_denial()
            """
                .formatted(model))
        .update();
    try {
      assertThat(call("DELETE", "/api/v1/models/" + model, "", reader).code())
          .isEqualTo("forbidden");
    } finally {
      jdbc.sql("drop trigger refuse_denial on audit_pending; drop function refuse_denial").update();
    }
  }
}
