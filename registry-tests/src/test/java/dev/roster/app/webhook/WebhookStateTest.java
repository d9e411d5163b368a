package dev.roster.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.app.webhook.Receiver.Received;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Webhooks that are disabled, by Roster or by people, and go on. */
class WebhookStateTest extends WithReceiver {
  /** A webhook whose first event waits, as the receiver failed. */
  private JsonNode waiting(String model) {
    JsonNode webhook = webhook(model);
    receiver.replying(500);
    draft(model);
    awaitDelivery(webhook, isIn("waiting"));
    return webhook;
  }

  @Test
  void aReceiverThatIsGoneSwitchesItOffAndItCanBeResumed() {
    String model = model("gone");
    JsonNode webhook = webhook(model);
    receiver.replying(410);
    draft(model);
    awaitState(webhook, "disabled");
    assertThat(get(at(webhook)).json().path("disabledReason").asString()).contains("410");
    assertThat(post(at(webhook) + "/test", "").code()).isEqualTo("webhook_disabled");
    assertThat(get("/api/v1/audit?action=webhook.disabled").text())
        .contains(webhook.path("id").asString());
    receiver.replying(200);
    draft(model); // while it is disabled
    Answer resumed = as(ADMIN, "PATCH", at(webhook), "{\"state\":\"active\"}");
    assertThat(resumed.json().path("disabledReason").isNull()).isTrue();
    await().atMost(SOON).until(() -> receiver.of(model).size() >= 3);
    assertThat(receiver.of(model))
        .extracting(received -> received.json().path("data").path("version").asInt())
        .containsExactly(1, 1, 2);
  }

  @Test
  void anEventThatIsNotDeliveredForThreeDaysDisablesIt() {
    String model = model("hopeless");
    JsonNode webhook = waiting(model);
    jdbc.sql("update webhook_lane set first_at = now() - interval '3 days' where webhook_id = :id")
        .param("id", UUID.fromString(webhook.path("id").asString()))
        .update();
    tryNow(webhook);
    awaitState(webhook, "disabled");
    assertThat(get(at(webhook)).json().path("disabledReason").asString())
        .contains("never delivered", "it answered 500");
    assertThat(deliveries(webhook)).singleElement().matches(isIn("failed"));
  }

  @Test
  void aRevokedMakerDisablesItAndAnExpiredOneDoesNot() {
    String model = model("revoked");
    Answer token =
        post(
            "/api/v1/tokens",
            "{\"name\":\"t-%s\",\"grants\":[{\"role\":\"contributor\",\"models\":\"%s\"}]}"
                .formatted(UUID.randomUUID(), model));
    JsonNode webhook = webhook(token.json().path("token").asString(), model);
    String id = token.json().path("id").asString();
    jdbc.sql("update token set expires_at = now() where id = :id").param("id", id).update();
    draft(model);
    await().atMost(SOON).until(() -> receiver.of(model).size() == 1);
    send("DELETE", "/api/v1/tokens/" + id, ADMIN);
    draft(model);
    awaitState(webhook, "disabled");
    assertThat(get(at(webhook)).json().path("disabledReason").asString()).contains("was revoked");
    assertThat(receiver.of(model)).hasSize(1);
  }

  @Test
  void aRevokedMakerDisablesItWithoutAnEvent() {
    String model = model("revoked");
    Answer token =
        post(
            "/api/v1/tokens",
            "{\"name\":\"t-%s\",\"grants\":[{\"role\":\"contributor\",\"models\":\"%s\"}]}"
                .formatted(UUID.randomUUID(), model));
    JsonNode webhook = webhook(token.json().path("token").asString(), model);
    JsonNode other = webhook(model);
    send("DELETE", "/api/v1/tokens/" + token.json().path("id").asString(), ADMIN);
    awaitState(webhook, "disabled");
    assertThat(get(at(webhook)).json().path("disabledReason").asString()).contains("was revoked");
    assertThat(get(at(other)).json().path("state").asString()).isEqualTo("active");
    assertThat(receiver.all()).isEmpty();
  }

  @Test
  void whatIsPausedIsSentWhenItGoesOn() {
    String model = model("paused");
    JsonNode webhook = webhook(model);
    JsonNode paused = as(ADMIN, "PATCH", at(webhook), "{\"state\":\"disabled\"}").json();
    assertThat(paused.path("disabledReason").asString()).isEqualTo("admin disabled it");
    draft(model);
    draft(model);
    as(ADMIN, "PATCH", at(webhook), "{\"state\":\"active\"}");
    await().atMost(SOON).until(() -> receiver.of(model).size() >= 2);
    assertThat(receiver.of(model))
        .extracting(received -> received.json().path("data").path("version").asInt())
        .containsExactly(1, 2);
  }

  @Test
  void aChangeThatAlsoPausesItHasAnEntryOfEach() {
    JsonNode webhook = webhook(model("paused"));
    Answer changed = as(ADMIN, "PATCH", at(webhook), "{\"state\":\"disabled\",\"name\":\"other\"}");
    assertThat(changed.json().path("name").asString()).isEqualTo("other");
    assertThat(changed.json().path("state").asString()).isEqualTo("disabled");
    List<JsonNode> entries =
        get("/api/v1/audit?limit=20&action=webhook.changed&action=webhook.disabled")
            .json()
            .path("items")
            .valueStream()
            .filter(entry -> entry.at("/detail/id").equals(webhook.path("id")))
            .toList();
    assertThat(entries)
        .extracting(entry -> entry.path("action").asString())
        .containsExactly("webhook.disabled", "webhook.changed");
    assertThat(entries.get(1).at("/detail/name").asString()).isEqualTo("other");
    assertThat(entries.get(1).at("/detail/state").asString()).isEqualTo("disabled");
  }

  @Test
  void aRedeliveryThatFailsLeavesTheEventWaiting() {
    String model = model("again");
    JsonNode webhook = waiting(model);
    String delivery = deliveries(webhook).get(0).path("id").asString();
    post(at(webhook) + "/deliveries/" + delivery + "/redeliver", "");
    awaitDelivery(webhook, one -> one.path("attempts").size() >= 2);
    assertThat(deliveries(webhook))
        .singleElement()
        .matches(isIn("waiting"))
        .matches(one -> one.path("next").isString());
    assertThat(receiver.all()).extracting(Received::id).containsOnly(receiver.all().get(0).id());
  }
}
