package dev.roster.app.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LabelTest extends RunningServer {
  private String model;
  private String versions;

  @BeforeEach
  void register() {
    model = model("label");
    versions = "/api/v1/models/" + model + "/versions";
  }

  @Test
  void aLabelIsShownMovedAndRemoved() {
    int one = labelled("1.0.0");
    int two = ready(model);
    assertThat(get(versions + "/" + one).json().path("label").asString()).isEqualTo("1.0.0");
    assertThat(get(versions + "/" + two).json().path("label").isNull()).isTrue();
    String manifest = get(versions + "/" + one + "/manifest").text();

    Answer taken = label(two, "\"1.0.0+other.build\"");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.code()).isEqualTo("label_taken");
    assertThat(taken.text()).contains(model + "/" + one + " has the label 1.0.0");
    assertThat(post(versions, "{\"label\":\"1.0.0\"}").code()).isEqualTo("label_taken");

    assertThat(label(one, "null").json().path("label").isNull()).isTrue();
    assertThat(label(two, "\"1.0.0\"").json().path("label").asString()).isEqualTo("1.0.0");
    assertThat(label(one, "\"1.0.1\"").status()).isEqualTo(200);
    assertThat(get(versions + "/" + one + "/manifest").text()).isEqualTo(manifest);
    Answer audit = get("/api/v1/audit?model=" + model);
    assertThat(audit.text()).contains("\"label\":\"1.0.1\"");
  }

  @Test
  void otherModelsHaveLabelsOfTheirOwn() {
    labelled("1.0.0");
    String other = model("label");
    assertThat(post("/api/v1/models/" + other + "/versions", "{\"label\":\"1.0.0\"}").status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "2.1", "v2.1.0", "^2", "02.1.0", "", "1.0.0-a..b"})
  void whatIsNotSemVerIsNoLabel(String text) {
    Answer refused = post(versions, "{\"label\":\"" + text + "\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/label");
  }

  @Test
  void ofManyThatWantALabelOneGetsIt() {
    List<Integer> drafts = Stream.generate(() -> draft(model)).limit(8).toList();
    List<CompletableFuture<Answer>> answers =
        drafts.stream()
            .map(n -> CompletableFuture.supplyAsync(() -> label(n, "\"7.0.0\"")))
            .toList();
    List<Answer> done = answers.stream().map(CompletableFuture::join).toList();
    assertThat(done.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    assertThat(done.stream().filter(answer -> answer.status() != 200))
        .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("label_taken"));
  }

  @Test
  void aDeletedVersionKeepsItsLabel() {
    int one = labelled("1.0.0");
    send("DELETE", versions + "/" + one, ADMIN);
    Answer taken = post(versions, "{\"label\":\"1.0.0\"}");
    assertThat(taken.code()).isEqualTo("label_taken");
    assertThat(taken.text()).contains("which is deleted");
    assertThat(resolve("1.0.0").status()).isEqualTo(410);
    assertThat(resolve("^1").code()).isEqualTo("version_not_found");
  }

  @Test
  void aRangeResolvesToTheHighestReleaseThatMayServe() {
    int old = labelled("1.4.0");
    int base = labelled("2.1.0+b7");
    int patch = labelled("2.1.3");
    int minor = labelled("2.10.0");
    int retired = labelled("2.11.0");
    move(model, retired, "retired");
    int candidate = labelled("2.12.0-rc.1");
    post(versions, "{\"label\":\"2.13.0\"}"); // a draft
    int three = labelled("3.0.0");

    assertThat(number("^2")).isEqualTo(minor);
    assertThat(number("~2.1")).isEqualTo(patch);
    assertThat(number(">=2.1 <3")).isEqualTo(minor);
    assertThat(number(">=2.1.0 <2.1.3")).isEqualTo(base);
    assertThat(number("*")).isEqualTo(three);
    assertThat(number("2.x")).isEqualTo(minor);
    assertThat(number("^1 || ^2")).isEqualTo(minor);
    assertThat(number("1.4.0")).isEqualTo(old);
    assertThat(number("2.1.0")).isEqualTo(base);
    assertThat(number("2.1.0+b7")).isEqualTo(base);
    assertThat(number("2.12.0-rc.1")).isEqualTo(candidate);
    Answer exact = resolve("2.11.0");
    assertThat(exact.json().path("retired").asBoolean()).isTrue();
    assertThat(exact.json().path("label").asString()).isEqualTo("2.11.0");

    assertThat(resolve("2.1.0+b8").code()).isEqualTo("version_not_found");
    assertThat(resolve("2.13.0").code()).isEqualTo("version_not_ready");
    assertThat(resolve("^4").code()).isEqualTo("version_not_found");
    assertThat(resolve("9.9.9").code()).isEqualTo("version_not_found");
    assertThat(resolve("champion").code()).isEqualTo("alias_not_found");
    for (String wrong : List.of("^^2", "2", "v2", "^", "foo bar", ">=2,<3"))
      assertThat(resolve(wrong).status()).as(wrong).isEqualTo(400);
  }

  @Test
  void theETagOfAResolvedVersionTellsItsLabel() {
    int one = labelled("1.0.0");
    String etag = resolve("^1").header("ETag");
    assertThat(send(to(path("^1"), ADMIN).header("If-None-Match", etag)).status()).isEqualTo(304);
    label(one, "\"1.1.0\"");
    assertThat(send(to(path("^1"), ADMIN).header("If-None-Match", etag)).status()).isEqualTo(200);
  }

  /** Finalize moves no revision of the model that an answer could be remembered by. */
  @ParameterizedTest
  @ValueSource(strings = {"^2", "v2.1", "x", "2.x"})
  void aRangeLeadsToWhatWasFinalizedSince(String range) {
    int before = labelled("2.1.0");
    int after = draft(model);
    label(after, "\"2.1.1\"");
    assertThat(number(range)).isEqualTo(before);
    post(versions + "/" + after + "/finalize", "{}");
    assertThat(number(range)).isEqualTo(after);
  }

  /** As curl sends it: a caret is not encoded. */
  @Test
  void aCaretMayStandAsItIs() throws IOException {
    labelled("2.0.0");
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/resolve/"
                      + model
                      + "@^2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                      + "Authorization: Bearer "
                      + ADMIN
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200").contains("\"label\":\"2.0.0\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.1.0", "2.x", "v1.2", "x"})
  void anAliasDoesNotReadAsALabel(String name) {
    int one = ready(model);
    Answer refused =
        send(
            with(
                "PUT",
                "/api/v1/models/" + model + "/aliases/" + name,
                "{\"version\":" + one + "}"));
    assertThat(refused.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"inputs\":[{\"name\":\"a\",\"type\":\"double\"}]}; 1.2.4; patch; 0",
        "{\"inputs\":[{\"name\":\"a\",\"type\":\"double\",\"required\":false}]}; 1.3.0; minor; 1",
        "{\"inputs\":[{\"name\":\"a\",\"type\":\"float\"}]}; 2.0.0; major; 1",
        "null; 2.0.0; major; 1",
      })
  void theSignatureAsksForALabel(String signature, String label, String change, int reasons) {
    String was = "{\"inputs\":[{\"name\":\"a\",\"type\":\"double\"}]}";
    Answer first = post(versions + "?suggestLabel=true", "{\"signature\":" + was + "}");
    assertThat(first.json().at("/suggestedLabel/label").asString()).isEqualTo("1.0.0");
    assertThat(first.json().at("/suggestedLabel/change").asString()).isEqualTo("initial");
    assertThat(first.json().at("/suggestedLabel/comparedWith").isNull()).isTrue();
    label(1, "\"1.2.3\"");
    post(versions, "{\"label\":\"1.3.0-rc.1\"}"); // is no release yet

    Answer next = post(versions + "?suggestLabel=true", "{\"signature\":" + signature + "}");
    assertThat(next.status()).as(next.text()).isEqualTo(201);
    JsonNode suggested = next.json().path("suggestedLabel");
    assertThat(suggested.path("label").asString()).isEqualTo(label);
    assertThat(suggested.path("change").asString()).isEqualTo(change);
    assertThat(suggested.path("comparedWith").asInt()).isEqualTo(1);
    assertThat(suggested.path("reasons").size()).isEqualTo(reasons);
    assertThat(get(versions + "/3").json().has("suggestedLabel")).isFalse();
  }

  @Test
  void whatFinalizeReadIsSuggestedFor() {
    post(
        versions,
        "{\"label\":\"1.0.0\",\"signature\":{\"inputs\":[{\"name\":\"a\",\"type\":\"double\"}]}}");
    int two = draft(model);
    Answer done = post(versions + "/" + two + "/finalize?suggestLabel=true", "{}");
    assertThat(done.json().at("/suggestedLabel/change").asString()).isEqualTo("major");
  }

  private int labelled(String label) {
    int number = ready(model);
    Answer done = label(number, "\"" + label + "\"");
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    return number;
  }

  private Answer label(int number, String label) {
    return send(with("PATCH", versions + "/" + number, "{\"label\":" + label + "}"));
  }

  private Answer resolve(String selector) {
    return get(path(selector));
  }

  private int number(String selector) {
    Answer found = resolve(selector);
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    return found.json().path("version").asInt();
  }

  private String path(String selector) {
    String encoded = URLEncoder.encode(selector, StandardCharsets.UTF_8).replace("+", "%20");
    return "/api/v1/resolve/" + model + "@" + encoded;
  }
}
