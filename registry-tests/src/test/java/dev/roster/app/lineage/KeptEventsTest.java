package dev.roster.app.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.lineage.KeptEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Events that come before anything links them to a model, and what else clients send. */
class KeptEventsTest extends LineageCalls {
  private static final String TAIL =
      "\"eventTime\":\"2026-03-03T14:00:00Z\",\"producer\":\"p\",\"schemaURL\":\"s\"}";

  @Autowired private KeptEvents kept;
  private String model, run;

  @BeforeEach
  void register() {
    model = model("kept");
    run = UUID.randomUUID().toString();
  }

  private static String job(String name) {
    return "\"job\":{\"namespace\":\"airflow\",\"name\":\"" + name + "\"},";
  }

  private static String event(String run, String type, String facets, String inputs) {
    return "{\"eventType\":\"%s\",\"run\":{\"runId\":\"%s\",\"facets\":{%s}},\"inputs\":[%s],"
            .formatted(type, run, facets, inputs)
        + job("train")
        + TAIL;
  }

  private static String input(String name) {
    return "{\"namespace\":\"s3://lake\",\"name\":\"" + name + "\"}";
  }

  private static String parent(String run) {
    return "\"parent\":{\"run\":{\"runId\":\"%s\"},\"job\":{\"namespace\":\"a\",\"name\":\"d\"}}"
        .formatted(run);
  }

  private String ours(int version) {
    return "\"roster_version\":{\"model\":\"%s\",\"version\":%d}".formatted(model, version);
  }

  private Answer take(String event) {
    return post("/api/v1/lineage", event);
  }

  private void keep(String event) {
    Answer answer = take(event);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("kept").asBoolean()).isTrue();
    assertThat(answer.json().path("runs").size()).isZero();
  }

  private JsonNode recorded(String id) {
    Answer answer = get("/api/v1/models/" + model + "/runs/" + id);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void anEventThatNothingLinksIsKeptUntilALaterEventDoes() {
    keep(event(run, "START", "", input("a")));
    keep(event(run, "START", "", input("a")));
    keep(event(run, "RUNNING", "", input("b")));
    Answer linked = take(event(run, "COMPLETE", ours(draft(model)), input("c")));
    assertThat(linked.status()).as(linked.text()).isEqualTo(201);
    assertThat(texts(linked.json().at("/runs/0/inputs"), "name")).containsExactly("a", "b", "c");
    assertThat(recorded(run)).isEqualTo(linked.json().at("/runs/0"));
    assertThat(take(event(run, "START", "", input("a"))).status()).isEqualTo(200);
  }

  @Test
  void aVersionThatNamesTheRunLaterGetsItsEvents() {
    keep(event(run, "COMPLETE", "", input("a")));
    int version = made(model, "{\"run\":{\"id\":\"" + run + "\"}}");
    kept.run();
    assertThat(texts(recorded(run).path("inputs"), "name")).containsExactly("a");
    assertThat(texts(graph(model, version, "?direction=upstream").path("nodes"), "name"))
        .contains("a");
  }

  @Test
  void aTaskBelongsToTheModelOfItsRun() {
    String task = UUID.randomUUID().toString(), other = UUID.randomUUID().toString();
    keep(event(task, "COMPLETE", parent(run), input("features")));
    int version = draft(model);
    assertThat(take(event(run, "COMPLETE", ours(version), "")).status()).isEqualTo(201);
    assertThat(take(event(other, "COMPLETE", parent(run), input("labels"))).status())
        .isEqualTo(201);
    assertThat(recorded(task).at("/parents/0").asString()).isEqualTo(run);
    assertThat(recorded(task).path("versions").toString()).isEqualTo("[" + version + "]");
    assertThat(texts(graph(model, version, "?direction=upstream").path("nodes"), "name"))
        .contains("features", "labels");
    int next = draft(model);
    assertThat(take(event(run, "COMPLETE", ours(next), "")).status()).isEqualTo(201);
    assertThat(recorded(task).path("versions").toString())
        .isEqualTo("[" + version + "," + next + "]");
  }

  /** Events wait with the rights of who sent them. */
  @Test
  void whatATokenWithoutRightsSentIsNotRecorded() {
    String other = token("contributor", model("beside"));
    Answer sent =
        send(
            to("/api/v1/lineage", other)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(event(run, "START", "", input("forged")))));
    assertThat(sent.status()).as(sent.text()).isEqualTo(202);
    assertThat(take(event(run, "COMPLETE", ours(draft(model)), input("a"))).status())
        .isEqualTo(201);
    kept.run();
    assertThat(texts(recorded(run).path("inputs"), "name")).containsExactly("a");
  }

  @Test
  void eventsOfJobsAndDatasetsAreTaken() {
    int version = draft(model);
    String name = "train-" + run;
    String outputs =
        "\"outputs\":[{\"namespace\":\"roster\",\"name\":\"%s/%d\"}],".formatted(model, version);
    keep("{\"dataset\":" + input("a") + "," + TAIL);
    keep("{" + job(name) + "\"inputs\":[" + input("a") + "]," + TAIL);
    Answer linked = take("{" + job(name) + outputs + TAIL);
    assertThat(linked.status()).as(linked.text()).isEqualTo(201);
    assertThat(texts(linked.json().at("/runs/0/inputs"), "name")).containsExactly("a");
    assertThat(linked.json().at("/runs/0/versions").toString()).isEqualTo("[" + version + "]");
  }

  @Test
  void aFacetThatIsRemovedIsGone() {
    String versioned = "{\"namespace\":\"s3://lake\",\"name\":\"a\",\"facets\":{\"version\":%s}}";
    int version = draft(model);
    String md5 = "md5:" + UUID.randomUUID().toString().replace("-", "");
    take(
        event(
            run,
            "START",
            ours(version),
            versioned.formatted("{\"datasetVersion\":\"" + md5 + "\"}")));
    assertThat(recorded(run).at("/inputs/0/digest").asString()).isEqualTo(md5);
    Answer removed =
        take(
            event(run, "COMPLETE", "", versioned.formatted("{\"_deleted\":true}"))
                .replace("14:00", "14:01"));
    assertThat(removed.status()).as(removed.text()).isEqualTo(201);
    assertThat(recorded(run).at("/inputs/0/version").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
  void aCompressedEventIsTaken(String encoding) throws IOException {
    byte[] event = gzip(event(run, "START", ours(draft(model)), "").getBytes(UTF_8));
    Answer taken = compressed(encoding, event);
    assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    assertThat(recorded(run).path("state").asString()).isEqualTo("start");
  }

  @Test
  void dos05OnlyWhatInflatesToALimitIsRead() throws IOException {
    byte[] blank = new byte[(4 << 20) + 1];
    Arrays.fill(blank, (byte) ' ');
    assertThat(compressed("gzip", gzip(blank)).status()).isEqualTo(413);
    byte[] event = gzip(event(run, "START", ours(draft(model)), "").getBytes(UTF_8));
    for (byte[] broken :
        new byte[][] {
          "{}".getBytes(UTF_8), {}, Arrays.copyOf(event, event.length / 2), Arrays.copyOf(event, 9)
        }) {
      Answer refused = compressed("gzip", broken);
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("malformed_request");
    }
    for (String encoding : new String[] {"br", "zstd", "deflate", "gzip, gzip"})
      assertThat(compressed(encoding, event).status()).as(encoding).isEqualTo(415);
    Answer elsewhere =
        send(
            to("/api/v1/models", ADMIN)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip("{}".getBytes(UTF_8)))));
    assertThat(elsewhere.status()).isEqualTo(415);
  }

  private Answer compressed(String encoding, byte[] body) {
    return send(
        to("/api/v1/lineage", ADMIN)
            .header("Content-Type", "application/json")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
