package dev.roster.app.names;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** PATH-17, INJ-11: an odd name is refused, or kept byte by byte; twins never coexist. */
class NamesTest extends RunningServer {
  private static final String MODELS = "/api/v1/models";

  /** Names with what is odd about them; NAME stands for one that nobody else has. */
  static Stream<Arguments> oddNames() {
    return Map.ofEntries(
            Map.entry("trailing blank", "NAME "),
            Map.entry("leading dot", ".NAME"),
            Map.entry("only dots", ".."),
            Map.entry("NUL", "NAME\u0000x"),
            Map.entry("RTL override", "NAME\u202Egpj.exe"),
            Map.entry("RTL isolate", "NAME\u2067x"),
            Map.entry("zero width space", "NAME\u200Bx"),
            Map.entry("zero width joiner", "NAME\u200Dx"),
            Map.entry("byte order mark", "\uFEFFNAME"),
            Map.entry("soft hyphen", "NAME\u00ADx"),
            Map.entry("4 kB", "NAME" + "x".repeat(4096)),
            Map.entry("129 characters", "x".repeat(129)),
            Map.entry("NFC", "NAM\u00C9"),
            Map.entry("NFD", "NAME\u0301"),
            Map.entry("Cyrillic a", "N\u0430me"),
            Map.entry("full width", "\uFF2E\uFF21\uFF2D\uFF25"),
            Map.entry("Kelvin sign", "\u212Aelvin"),
            Map.entry("dotless i", "n\u0131ce"),
            Map.entry("percent", "NAME%41"),
            Map.entry("slash", "NAME/x"),
            Map.entry("backslash", "NAME\\x"),
            Map.entry("colon", "C:NAME"),
            Map.entry("stream", "NAME::$DATA"),
            Map.entry("newline", "NAME\nx"),
            Map.entry("ANSI", "NAME\u001B[31m"),
            Map.entry("line separator", "NAME\u2028x"),
            Map.entry("lone surrogate", "NAME\\ud800"),
            Map.entry("noncharacter", "NAME\uFFFE"),
            Map.entry("empty", ""),
            Map.entry("at", "NAME@production"),
            Map.entry("device", "CON"),
            Map.entry("device with ending", "nul.txt"),
            Map.entry("trailing dot", "NAME."),
            Map.entry("dash", "NAME-"))
        .entrySet()
        .stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static String own(String name) {
    return name.replace("NAME", "n" + UUID.randomUUID().toString().substring(0, 8));
  }

  private static String json(String text) {
    return text.contains("\\ud800") ? "\"" + text + "\"" : JSON.writeValueAsString(text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static void isRefused(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isIn(400, 404, 409);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddNames")
  void path17AndInj11AModelsName(String what, String odd) {
    String name = own(odd);
    Answer made = post(MODELS, "{\"name\":" + json(name) + "}");
    if (made.status() != 201) {
      isRefused(made);
      return;
    }
    assertThat(made.json().path("name").asString()).isEqualTo(name);
    assertThat(get(MODELS + "/" + encoded(name)).json().path("name").asString()).isEqualTo(name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddNames")
  void path17AndInj11AnAlias(String what, String odd) {
    String model = model("aliased"), alias = own(odd);
    draft(model);
    String path = MODELS + "/" + model + "/aliases/" + encoded(alias.replace("\\ud800", "?"));
    Answer put = send(with("PUT", path, "{\"version\":1}"));
    if (put.status() != 201) {
      assertThat(put.status()).as(put.text()).isIn(400, 404, 405);
      return;
    }
    assertThat(put.json().path("alias").asString()).isEqualTo(alias);
    assertThat(get(MODELS + "/" + model).json().path("aliases").path(alias).asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "LATEST",
        "production",
        "Production",
        "staging",
        "none",
        "retired",
        "1",
        "007",
        "v7",
        "V7"
      })
  void path17AndInj11ReservedAliasesAreRefused(String alias) {
    String model = model("reserved");
    draft(model);
    isRefused(send(with("PUT", MODELS + "/" + model + "/aliases/" + alias, "{\"version\":1}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddNames")
  void path17AndInj11ATagsKeyAndItsValue(String what, String odd) {
    String model = model("tagged"), key = own(odd);
    Answer patched =
        send(with("PATCH", MODELS + "/" + model, "{\"tags\":{" + json(key) + ":\"x\"}}"));
    if (patched.status() != 200) isRefused(patched);
    else
      assertThat(get(MODELS + "/" + model).json().path("tags").path(key).asString()).isEqualTo("x");

    String value = own(odd);
    Answer valued =
        send(with("PATCH", MODELS + "/" + model, "{\"tags\":{\"v\":" + json(value) + "}}"));
    if (valued.status() != 200) isRefused(valued);
    else
      assertThat(get(MODELS + "/" + model).json().path("tags").path("v").asString())
          .as("byte by byte")
          .isEqualTo(value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddNames")
  void path17AndInj11AFilesName(String what, String odd) {
    String model = model("filed"), name = own(odd).replace("\\ud800", "?");
    post(MODELS + "/" + model + "/versions", "{}");
    String files = MODELS + "/" + model + "/versions/1/artifacts";
    Answer put = send(to(files + "/" + encoded(name), ADMIN).PUT(BodyPublishers.ofString("x")));
    JsonNode items = get(files).json().path("items");
    if (put.status() != 201) {
      assertThat(put.status()).as(put.text()).isIn(400, 404, 405);
      assertThat(items.size()).isZero();
    } else {
      assertThat(items.path(0).path("path").asString()).isEqualTo(name);
    }
  }

  /** Both orders: who comes first keeps the name, the twin is refused. */
  @Test
  void path17AndInj11TwinsOfAModelNeverCoexist() {
    String name = own("NAME.Twin");
    for (List<String> order :
        List.of(List.of("a" + name, "A" + name), List.of("B" + name, "b" + name.toLowerCase()))) {
      String first = order.get(0), second = order.get(1);
      assertThat(post(MODELS, "{\"name\":\"" + first + "\"}").status()).isEqualTo(201);
      Answer twin = post(MODELS, "{\"name\":\"" + second + "\"}");
      assertThat(twin.status()).isEqualTo(409);
      assertThat(twin.code()).isEqualTo("model_exists");
      assertThat(get(MODELS + "/" + second).json().path("name").asString()).isEqualTo(first);
      assertThat(send("DELETE", MODELS + "/" + second, ADMIN).status()).isEqualTo(204);
      assertThat(post(MODELS, "{\"name\":\"" + second + "\"}").status())
          .as("a deleted model keeps its name, in any case")
          .isEqualTo(409);
    }
  }

  @Test
  void path17AndInj11TwinsOfAnAliasAreOneAlias() {
    for (List<String> order : List.of(List.of("champion", "CHAMPION"), List.of("Best", "best"))) {
      String model = model("twins");
      draft(model);
      draft(model);
      String path = MODELS + "/" + model + "/aliases/";
      assertThat(send(with("PUT", path + order.get(0), "{\"version\":1}")).status()).isEqualTo(201);
      assertThat(send(with("PUT", path + order.get(1), "{\"version\":2}")).status()).isEqualTo(200);
      JsonNode aliases = get(MODELS + "/" + model).json().path("aliases");
      assertThat(aliases.size()).isEqualTo(1);
      assertThat(aliases.values().iterator().next().asInt()).isEqualTo(2);
    }
  }

  /** Two spellings of one letter are one key: only the composed one is taken. */
  @Test
  void path17AndInj11ComposedAndDecomposedTagsNeverCoexist() {
    for (List<String> order :
        List.of(List.of("caf\u00e9", "cafe\u0301"), List.of("cafe\u0301", "caf\u00e9"))) {
      String model = model("composed");
      for (String key : order)
        send(with("PATCH", MODELS + "/" + model, "{\"tags\":{\"" + key + "\":\"x\"}}"));
      assertThat(get(MODELS + "/" + model).json().path("tags").toString())
          .isEqualTo("{\"caf\u00e9\":\"x\"}");
    }
  }
}
