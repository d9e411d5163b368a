package dev.roster.app.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.roster.app.PythonEnvironment;
import dev.roster.app.RunningServer;
import dev.roster.app.webhook.Receiver.Received;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Deliveries are verified and read by the public libraries of others. */
class WebhookProofTest extends RunningServer {
  private static final Path VERIFY =
      Path.of("src/test/resources/dev/roster/app/webhook/verify.py").toAbsolutePath();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Receiver receiver = new Receiver();

  @TempDir Path folder;

  @AfterEach
  void close() {
    receiver.close();
  }

  private JsonNode webhook(String model, String format) {
    Answer made =
        post(
            "/api/v1/webhooks",
            "{\"name\":\"ci\",\"url\":\"%s\",\"events\":[\"version.*\"],\"models\":\"%s\",\"format\":\"%s\"}"
                .formatted(receiver.url(), model, format));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json();
  }

  private static String at(JsonNode webhook) {
    return "/api/v1/webhooks/" + webhook.path("id").asString();
  }

  private List<Received> received(int atLeast) {
    await().atMost(SOON).until(() -> receiver.all().size() >= atLeast);
    return receiver.all();
  }

  private static Map<String, List<String>> headers(Received one) {
    return Map.of(
        "webhook-id", List.of(one.id()),
        "webhook-timestamp", List.of(one.timestamp()),
        "webhook-signature", List.of(one.signature()));
  }

  private static void verify(String secret, Received one) throws WebhookVerificationException {
    new Webhook(secret).verify(one.body(), headers(one));
  }

  @Test
  void wh02DeliveriesAreVerifiedAndReadByJavaLibraries() throws Exception {
    String model = model("signed");
    String secret = webhook(model, "cloudevents").path("secret").asString();
    int version = ready(model);
    for (Received one : received(2)) {
      verify(secret, one);
      CloudEvent event = new JsonFormat().deserialize(one.body().getBytes(UTF_8));
      assertThat(event.getId()).isEqualTo(one.id());
      assertThat(event.getSource()).isEqualTo(URI.create("/roster"));
      assertThat(event.getType()).startsWith("dev.roster.version.");
      assertThat(event.getSubject()).isEqualTo("models/%s/versions/%d".formatted(model, version));
      assertThat(event.getTime()).isNotNull();
      assertThat(event.getExtension("sequence")).asString().hasSize(20);
      assertThat(event.getExtension("partitionkey")).isEqualTo(model);
      Received tampered =
          new Received(one.id(), one.timestamp(), one.signature(), one.type(), one.body() + " ");
      assertThatThrownBy(() -> verify(secret, tampered))
          .isInstanceOf(WebhookVerificationException.class);
      Received replayed = new Received(one.id(), "1", one.signature(), one.type(), one.body());
      assertThatThrownBy(() -> verify(secret, replayed))
          .isInstanceOf(WebhookVerificationException.class);
    }
  }

  @Test
  void wh02DeliveriesAreVerifiedAndReadByPythonLibraries()
      throws IOException, InterruptedException {
    PythonEnvironment python =
        PythonEnvironment.with("standardwebhooks==1.1.0", "cloudevents==2.2.0");
    String model = model("pythonic");
    String secret = webhook(model, "cloudevents").path("secret").asString();
    ready(model);
    List<Map<String, Object>> deliveries =
        received(2).stream()
            .map(
                one ->
                    Map.<String, Object>of(
                        "headers",
                        Map.of(
                            "webhook-id", one.id(),
                            "webhook-timestamp", one.timestamp(),
                            "webhook-signature", one.signature()),
                        "type",
                        one.type(),
                        "body",
                        one.body()))
            .toList();
    Path given = folder.resolve("given.json");
    Files.writeString(
        given, JSON.writeValueAsString(Map.of("secret", secret, "deliveries", deliveries)));
    PythonEnvironment.Run run = python.run(folder, VERIFY.toString(), given.toString());
    assertThat(run.out())
        .contains("dev.roster.version.created models/%s/versions/1".formatted(model))
        .contains("%d verified, %d refused".formatted(deliveries.size(), 3 * deliveries.size()));
    assertThat(run.exit()).isZero();
  }

  @Test
  void wh02ASecretThatWasReplacedSignsForAnotherDay() throws Exception {
    String model = model("rotated");
    JsonNode webhook = webhook(model, "cloudevents");
    String old = webhook.path("secret").asString();
    Answer replaced = post(at(webhook) + "/secret", "");
    assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
    String fresh = replaced.json().path("secret").asString();
    assertThat(fresh).isNotEqualTo(old);
    draft(model);
    Received first = received(1).get(0);
    verify(old, first);
    verify(fresh, first);
    String newest = post(at(webhook) + "/secret", "").json().path("secret").asString();
    draft(model);
    Received third = received(2).get(1);
    for (String secret : List.of(old, fresh, newest)) verify(secret, third);
    jdbc.sql("update webhook_old_secret set ends_at = now() where webhook_id = :id")
        .param("id", UUID.fromString(webhook.path("id").asString()))
        .update();
    draft(model);
    Received last = received(3).get(2);
    verify(newest, last);
    for (String secret : List.of(old, fresh))
      assertThatThrownBy(() -> verify(secret, last))
          .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void wh02AtMostTenSecretsThatWereReplacedSign() {
    JsonNode webhook = webhook(model("rotated"), "cloudevents");
    for (int nth = 0; nth < 10; nth++)
      assertThat(post(at(webhook) + "/secret", "").status()).isEqualTo(200);
    assertThat(post(at(webhook) + "/secret", "").code()).isEqualTo("limit_reached");
  }

  @Test
  void wh02ARedeliveryHasTheSameIdAndAnAuditEntry() throws Exception {
    String model = model("again");
    JsonNode webhook = webhook(model, "cloudevents");
    draft(model);
    received(1);
    await()
        .atMost(SOON)
        .until(() -> deliveries(webhook).get(0).path("state").asString(), "delivered"::equals);
    String delivery = deliveries(webhook).get(0).path("id").asString();
    Answer again = post(at(webhook) + "/deliveries/" + delivery + "/redeliver", "");
    assertThat(again.status()).as(again.text()).isEqualTo(202);
    List<Received> received = received(2);
    assertThat(received.get(1).id()).isEqualTo(received.get(0).id());
    assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
    verify(webhook.path("secret").asString(), received.get(1));
    await().atMost(SOON).until(() -> deliveries(webhook).get(0).path("attempts").size() == 2);
    assertThat(deliveries(webhook)).hasSize(1);
    JsonNode entry =
        get("/api/v1/audit?action=webhook.redelivered&limit=1").json().path("items").get(0);
    assertThat(entry.path("detail").path("delivery").asString()).isEqualTo(delivery);
    assertThat(entry.path("detail").path("event").asString()).isEqualTo(received.get(0).id());
  }

  private List<JsonNode> deliveries(JsonNode webhook) {
    return get(at(webhook) + "/deliveries")
        .json()
        .path("items")
        .valueStream()
        .collect(Collectors.toList());
  }

  /** A reason is somebody's text: it is a value, and calls nobody. */
  @Test
  void inj07MessagesOfChatsAreFixedJsonWithEscapedTexts() {
    String model = model("chatty");
    webhook(model, "slack");
    int version = ready(model);
    post(
        "/api/v1/models/%s/versions/%d/transitions".formatted(model, version),
        "{\"to\":\"staging\",\"reason\":\"<!channel> & \\\"},\\\"x\\\":{\\\" *bold* <http://a|b>\"}");
    String moved = received(3).get(2).body();
    JsonNode message = JSON.readTree(moved);
    assertThat(message.propertyNames())
        .containsExactlyInAnyOrder("text", "mrkdwn", "unfurl_links", "unfurl_media");
    assertThat(message.path("mrkdwn").asBoolean()).isFalse();
    assertThat(message.path("text").asString())
        .isEqualTo(
            model
                + ": admin moved version 1 from none to staging: &lt;!channel&gt; &amp; \"},\"x\":{\" *bold* &lt;http://a|b&gt;");
  }

  @Test
  void aCardOfTeamsHasTheLineAsTextWithoutMarkup() {
    String model = model("teamed");
    webhook(model, "teams");
    draft(model);
    JsonNode attachment = received(1).get(0).json().path("attachments").path(0);
    assertThat(attachment.path("contentType").asString())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    JsonNode run = attachment.path("content").path("body").path(0).path("inlines").path(0);
    assertThat(run.path("type").asString()).isEqualTo("TextRun");
    assertThat(run.path("text").asString()).isEqualTo(model + ": admin registered version 1");
  }
}
