package dev.roster.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Verdicts of other systems, and which of them a policy takes for a yes. */
class ReportTest extends RunningServer {
  private static final String DEMANDING =
      """
      {"edges":[{"from":"staging","to":"production","reports":[{"name":"scan"%s}]}]}
      """;

  @Test
  void aReportSaysWhoFoundWhatOfWhichBytes() {
    String model = model("report");
    int version = staged(model);
    String digest = get(path(model, version)).json().path("digest").asString();
    String token = token("reporter", model);
    Answer sent =
        report(
            model,
            version,
            token,
            "{\"name\":\"scan\",\"verdict\":\"warning\",\"detail\":\"1 finding\",\"url\":\"https://ci.example.org/7\",\"digest\":\"%s\"}"
                .formatted(digest));
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    JsonNode listed = send("GET", path(model, version) + "/reports", token).json().at("/items/0");
    assertThat(listed).isEqualTo(sent.json());
    assertThat(listed.path("verdict").asString()).isEqualTo("warning");
    assertThat(listed.path("digest").asString()).isEqualTo(digest);
    assertThat(get("/api/v1/audit?model=" + model).json().at("/items/0/action").asString())
        .isEqualTo("report.added");
  }

  @Test
  void aReporterMayReadAndReportAndNothingElse() {
    String model = model("report");
    int version = staged(model);
    String token = token("reporter", model);
    assertThat(send("GET", path(model, version), token).status()).isEqualTo(200);
    assertThat(report(model, version, token, "{\"name\":\"scan\",\"verdict\":\"passed\"}").status())
        .isEqualTo(201);
    for (String forbidden : List.of("/metrics", "/transitions", "/finalize"))
      assertThat(send("POST", path(model, version) + forbidden, token).status())
          .as(forbidden)
          .isEqualTo(403);
    String reader = token("reader", model);
    assertThat(
            report(model, version, reader, "{\"name\":\"scan\",\"verdict\":\"passed\"}").status())
        .isEqualTo(403);
  }

  @Test
  void aReportOnOtherBytesOrOnADraftIsRefused() {
    String model = model("report");
    String other =
        "{\"name\":\"scan\",\"verdict\":\"passed\",\"digest\":\"sha256:%s\"}"
            .formatted("0".repeat(64));
    assertThat(report(model, staged(model), ADMIN, other).code()).isEqualTo("manifest_mismatch");
    Answer draft = report(model, draft(model), ADMIN, "{\"name\":\"scan\",\"verdict\":\"passed\"}");
    assertThat(draft.code()).isEqualTo("version_not_ready");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'a b','verdict':'passed'}                                          | /name",
        "{'name':'scan','verdict':'fine'}                                           | /verdict",
        "{'name':'scan','verdict':'passed','url':'javascript:alert(1)'}             | /url",
        "{'name':'scan','verdict':'passed','url':'https://user:pw@ci.example.org/'} | /url",
        "{'name':'scan','verdict':'passed','digest':'md5:00'}                       | /digest",
        "{'name':'scan','verdict':'passed','expiresAt':'2020-01-01T00:00:00Z'}      | /expiresAt",
      })
  void aFaultyReportIsRefusedAtItsField(String body, String pointer) {
    String model = model("report");
    Answer refused = report(model, staged(model), ADMIN, body.replace('\'', '"'));
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
  }

  @Test
  void theLastReportCountsAndAFailedOneRefuses() {
    String model = model("report");
    int version = staged(model);
    demand(model, "");
    assertThat(blocker(model, version)).isEqualTo("there is none");
    report(model, version, ADMIN, "{\"name\":\"scan\",\"verdict\":\"passed\"}");
    assertThat(blocker(model, version)).isEmpty();
    report(
        model,
        version,
        ADMIN,
        "{\"name\":\"scan\",\"verdict\":\"failed\",\"detail\":\"3 findings\"}");
    assertThat(blocker(model, version)).startsWith("failed (3 findings) by ");
    report(model, version, ADMIN, "{\"name\":\"scan\",\"verdict\":\"warning\"}");
    assertThat(blocker(model, version)).isEmpty();
    assertThat(move(model, version, "production").status()).isEqualTo(201);
  }

  @Test
  void aReportOfAnotherRoleOrOfAnotherAgeDoesNotCount() {
    String model = model("report");
    int version = staged(model);
    demand(model, ",\"reportedBy\":\"reporter\",\"maxAge\":\"PT1H\"");
    String passed = "{\"name\":\"scan\",\"verdict\":\"passed\"}";
    report(model, version, ADMIN, passed);
    assertThat(blocker(model, version)).isEqualTo("there is none by a reporter");
    report(model, version, token("reporter", model), passed);
    report(model, version, ADMIN, "{\"name\":\"scan\",\"verdict\":\"failed\"}");
    assertThat(blocker(model, version)).isEmpty();
    jdbc.sql("update report set at = at - interval '61 minutes'").update();
    assertThat(blocker(model, version)).endsWith("which is longer ago than PT1H");
    String soon = Instant.now().plusSeconds(3600).toString();
    report(
        model,
        version,
        token("reporter", model),
        "{\"name\":\"scan\",\"verdict\":\"passed\",\"expiresAt\":\"%s\"}".formatted(soon));
    assertThat(blocker(model, version)).isEmpty();
    jdbc.sql("update report set expires_at = expires_at - interval '1 day'").update();
    assertThat(blocker(model, version)).contains(", and expired at ");
  }

  private void demand(String model, String more) {
    Answer bound =
        send(with("PUT", "/api/v1/models/" + model + "/policy", DEMANDING.formatted(more)));
    assertThat(bound.status()).as(bound.text()).isEqualTo(200);
  }

  /** What the report says that refuses the promotion; empty if it is allowed. */
  private String blocker(String model, int version) {
    Answer tried =
        post(
            path(model, version) + "/transitions?dryRun=true",
            "{\"to\":\"production\",\"reason\":\"because\"}");
    assertThat(tried.status()).as(tried.text()).isEqualTo(200);
    JsonNode errors = tried.json().path("errors");
    assertThat(tried.json().path("allowed").asBoolean()).isEqualTo(errors.isEmpty());
    return errors.isEmpty() ? "" : errors.at("/0/detail").asString();
  }

  private Answer report(String model, int version, String token, String body) {
    return send(
        to(path(model, version) + "/reports", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private int staged(String model) {
    return client().existing(model).version().ready().move("staging").number();
  }

  private static String path(String model, int version) {
    return "/api/v1/models/%s/versions/%d".formatted(model, version);
  }
}
