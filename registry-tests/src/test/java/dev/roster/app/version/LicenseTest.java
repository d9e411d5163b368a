package dev.roster.app.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * A version's license goes wherever a fact goes: API, manifest or not, search, history, compare.
 */
class LicenseTest extends RunningServer {
  private String path;
  private String versions;

  @BeforeEach
  void register() {
    path = "/api/v1/models/" + model("spdx");
    versions = path + "/versions";
  }

  @Test
  void aVersionIsRegisteredWithALicenseAndItCanChangeAfterFinalize() {
    Answer made = post(versions, "{\"license\":\"Apache-2.0\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("license").asString()).isEqualTo("Apache-2.0");
    send(to(versions + "/1/artifacts/a.bin", ADMIN).PUT(BodyPublishers.ofString("a")));
    String digest = post(versions + "/1/finalize", "{}").json().path("digest").asString();

    JsonNode changed = license(1, "\"MIT OR Apache-2.0\"").json();
    assertThat(changed.path("license").asString()).isEqualTo("MIT OR Apache-2.0");
    assertThat(changed.path("digest").asString()).isEqualTo(digest);
    assertThat(get(versions + "/1/manifest").text()).doesNotContain("license");
    assertThat(license(1, "null").json().path("license").isNull()).isTrue();
    assertThat(get(versions + "/1").json().path("license").isNull()).isTrue();
  }

  @Test
  void aLicenseHas128CharactersAtMost() {
    assertThat(post(versions, license("x".repeat(128))).status()).isEqualTo(201);
    Answer refused = post(versions, license("x".repeat(129)));
    assertThat(refused.code()).isEqualTo("invalid_field");
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/license");
    assertThat(license(1, "\"" + "x".repeat(129) + "\"").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "license = MIT|4,1",
        "license != MIT|2",
        "NOT license = MIT|3,2",
        "license in (MIT, Apache-2.0)|4,2,1",
        "license = Apache*|2",
        "license = *2.0|2",
        "license : apache|2",
      })
  void versionsAreFoundByTheirLicense(String filter, String expected) {
    registerFour();
    assertThat(numbers("?filter=" + encoded(filter))).isEqualTo(expected);
  }

  @Test
  void versionsAreOrderedAndCountedByTheirLicense() {
    registerFour();
    assertThat(numbers("?orderBy=" + encoded("license, version"))).isEqualTo("2,1,4,3");
    assertThat(numbers("?orderBy=" + encoded("license desc, version"))).isEqualTo("1,4,2,3");
    JsonNode counts = get(versions + "?facets=license").json().path("facets").path("license");
    assertThat(counts.toString())
        .isEqualTo("[{\"value\":\"MIT\",\"count\":2},{\"value\":\"Apache-2.0\",\"count\":1}]");
    String models = "/api/v1/models?filter=" + encoded("license = Apache-2.0 AND name = " + name());
    assertThat(get(models).json().path("items").size()).isEqualTo(1);
  }

  @Test
  void theLicenseOfAnInstantIsShown() {
    post(versions, license("MIT"));
    Instant first = now();
    license(1, "\"Apache-2.0\"");
    Instant second = now();
    license(1, "null");
    assertThat(at(first).path("license").asString()).isEqualTo("MIT");
    assertThat(at(second).path("license").asString()).isEqualTo("Apache-2.0");
    assertThat(at(now()).path("license").isNull()).isTrue();
  }

  @Test
  void comparisonsAndTheTimelineSayWhatChanged() {
    post(versions, license("MIT"));
    post(versions, license("Apache-2.0"));
    license(1, "\"BSD-3-Clause\"");
    JsonNode facts = get(path + "/compare?versions=1,2").json().path("facts");
    assertThat(facts.toString())
        .isEqualTo("[{\"name\":\"license\",\"values\":[\"BSD-3-Clause\",\"Apache-2.0\"]}]");
    assertThat(get(path + "/timeline?kind=change").json().at("/items/0/summary").asString())
        .isEqualTo("admin changed the license of version 1");
    assertThat(get("/api/v1/audit?model=" + name()).text())
        .contains("\"license\":\"BSD-3-Clause\"");
  }

  private void registerFour() {
    post(versions, license("MIT"));
    post(versions, license("Apache-2.0"));
    post(versions, "{}");
    post(versions, license("MIT"));
  }

  private static String license(String text) {
    return "{\"license\":\"" + text + "\"}";
  }

  private Answer license(int version, String json) {
    return send(with("PATCH", versions + "/" + version, "{\"license\":" + json + "}"));
  }

  private String numbers(String query) {
    List<String> numbers = get(versions + query).json().path("items").findValuesAsString("version");
    return numbers.stream().collect(Collectors.joining(","));
  }

  private JsonNode at(Instant at) {
    return get(versions + "/1?at=" + at).json();
  }

  private Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  private String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
