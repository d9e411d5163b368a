package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BaselineTest extends MonitoredServer {
  @Test
  void aBaselineFreezesTheCellsOnce() {
    String version = version(model("base"));
    isProblem(get(version + "/baseline"), 404, "baseline_not_found");
    String rows = rows(JUNE, 1000, 5, 1);
    Answer set = putBaseline(version, "?timestamp=t", rows);
    assertThat(set.status()).as(set.text()).isEqualTo(201);
    assertThat(set.json().path("rows").asInt()).isEqualTo(1000);
    assertThat(set.json().path("digest").asString()).startsWith("sha256:");
    assertThat(set.json().path("roles").path("timestamp").asString()).isEqualTo("t");
    JsonNode x = set.json().path("features").get(0);
    assertThat(x.path("name").asString()).isEqualTo("x");
    assertThat(x.path("kind").asString()).isEqualTo("numeric");
    assertThat(x.path("cells").path("edges").size()).isEqualTo(99);
    assertThat(x.path("cells").path("counts").size()).isEqualTo(100);
    assertThat(x.path("mean").asDouble()).isBetween(4.9, 5.1);
    JsonNode c = set.json().path("features").get(1);
    assertThat(c.path("kind").asString()).isEqualTo("categorical");
    assertThat(c.path("cells").path("categories").size()).isEqualTo(2);

    Answer again = putBaseline(version, "?timestamp=t", rows);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(set.json());
    Answer read = get(version + "/baseline");
    assertThat(read.json()).isEqualTo(set.json());
    assertThat(
            send(to(version + "/baseline", ADMIN).header("If-None-Match", read.header("ETag")))
                .status())
        .isEqualTo(304);
    Answer other = putBaseline(version, "?timestamp=t", rows(JUNE, 999, 5, 1));
    isProblem(other, 409, "baseline_exists");
    assertThat(other.json().path("detail").asString()).contains("replace=true replaces it");
    feed(version, JUNE, 10, 5);
    isProblem(
        putBaseline(version, "?timestamp=t&replace=true", rows(JUNE, 999, 5, 1)),
        409,
        "baseline_exists");
    isProblem(putBaseline(version, "?timestamp=t&ignore=c", rows), 409, "baseline_exists");
    isProblem(
        putBaseline(version, "?timestamp=t&ignore=c&dryRun=true&replace=true", rows),
        409,
        "baseline_exists");
    assertThat(putBaseline(version, "?timestamp=t", rows).status()).isEqualTo(200);
  }

  @Test
  void aBaselineInWhichNothingWasCountedCanBeReplaced() {
    String version = version(model("base"));
    String first = putBaseline(version, "", "x\n1\n2\n").json().path("digest").asString();
    Answer replaced = putBaseline(version, "?replace=true", "x\n1\n2\n3\n");
    assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
    assertThat(replaced.json().path("replaced").asString()).isEqualTo(first);
    JsonNode kept = get(version + "/baseline").json();
    assertThat(kept.path("digest")).isEqualTo(replaced.json().path("digest"));
    assertThat(kept.path("rows").asInt()).isEqualTo(3);
    assertThat(kept.path("replaced").isNull()).isTrue();

    assertThat(observe(version, "source=s&batch=1", CSV, "x\n1\n").status()).isEqualTo(201);
    isProblem(putBaseline(version, "?replace=true", "x\n4\n5\n"), 409, "baseline_exists");
    send("DELETE", version + "/observations/s/1", ADMIN);
    assertThat(putBaseline(version, "?replace=true", "x\n4\n5\n").status()).isEqualTo(200);

    String model = version.replaceAll(".*/models/([^/]+)/.*", "$1");
    JsonNode audit = get("/api/v1/audit?model=" + model).json().path("items");
    assertThat(
            audit
                .valueStream()
                .filter(entry -> entry.path("action").asString().equals("baseline.replaced"))
                .map(entry -> entry.path("detail").path("replaced").asString()))
        .contains(first)
        .hasSize(2);
  }

  @Test
  void aDryRunShowsWhatWouldBeFrozenAndChangesNothing() {
    String version = version(model("base"));
    Answer shown = putBaseline(version, "?dryRun=true", "x,c\n1,a\n2,b\n");
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.json().path("rows").asInt()).isEqualTo(2);
    isProblem(get(version + "/baseline"), 404, "baseline_not_found");
    JsonNode set = putBaseline(version, "", "x,c\n1,a\n2,b\n").json();
    assertThat(shown.json()).isEqualTo(set);
    Answer other = putBaseline(version, "?dryRun=true&replace=true", "x,c\n1,a\n2,c\n");
    assertThat(other.json().path("replaced")).isEqualTo(set.path("digest"));
    assertThat(get(version + "/baseline").json()).isEqualTo(set);
    isProblem(putBaseline(version, "?dryRun=true", "x\n1\n2\nx\n"), 400, "malformed_request");
  }

  @Test
  void rolesAreNoFeaturesAndThePredictionIsJudgedApart() {
    String version = version(model("base"));
    Answer set =
        putBaseline(
            version,
            "?prediction=p&score=s&target=y&id=i&timestamp=t&ignore=u,v&categorical=zip",
            "p,s,y,i,t,u,v,zip,f\n1,0.9,1,7,2021-06-01,0,0,02134,1\n0,0.1,0,8,2021-06-02,0,0,10001,2\n");
    assertThat(set.status()).as(set.text()).isEqualTo(201);
    assertThat(set.json().path("features").valueStream().map(f -> f.path("name").asString()))
        .containsExactly("zip", "f");
    assertThat(set.json().at("/features/0/kind").asString()).isEqualTo("categorical");
    assertThat(set.json().at("/features/0/cells/categories/0").asString()).isEqualTo("02134");
    assertThat(set.json().at("/prediction/name").asString()).isEqualTo("p");
    assertThat(set.json().at("/score/name").asString()).isEqualTo("s");
  }

  @Test
  void theAdviceToLeaveAColumnOutCanBeFollowed() {
    String version = version(model("comma"));
    String rows = "\"a,b\",x\n1,1\n2,2\n1e999,3\n";
    Answer refused = putBaseline(version, "", rows);
    isProblem(refused, 400, "malformed_request");
    assertThat(refused.json().path("detail").asString()).contains("a%2Cb");
    Answer set = putBaseline(version, "?ignore=a%2Cb", rows);
    assertThat(set.status()).as(set.text()).isEqualTo(201);
    assertThat(set.json().at("/roles/ignored/0").asString()).isEqualTo("a,b");
    Answer twice =
        putBaseline(version(model("comma")), "?id=x&ignore=a%2Cb,x", "a,b,x,y\n1,1,1,1\n");
    isProblem(twice, 400, "invalid_field");
    assertThat(twice.json().at("/errors/0/pointer").asString()).isEqualTo("?id");
  }

  @Test
  void rowsMayLieInAFileOfTheVersion() {
    String model = model("base");
    Answer made = post("/api/v1/models/" + model + "/versions", "{}");
    String version = "/api/v1/models/" + model + "/versions/" + made.json().path("version").asInt();
    send(
        to(version + "/artifacts/data/reference.csv", ADMIN)
            .PUT(BodyPublishers.ofString(rows(JUNE, 500, 0, 1))));
    send(to(version + "/artifacts/data/readme.txt", ADMIN).PUT(BodyPublishers.ofString("x")));
    Answer set = send(with("PUT", version + "/baseline?timestamp=t", file("data/reference.csv")));
    assertThat(set.status()).as(set.text()).isEqualTo(201);
    assertThat(set.json().path("rows").asInt()).isEqualTo(500);
    isProblem(
        send(with("PUT", version + "/baseline", file("data/none.csv"))), 404, "artifact_not_found");
    isProblem(
        send(with("PUT", version + "/baseline", file("data/readme.txt"))), 400, "invalid_field");
    isProblem(send(with("PUT", version + "/baseline", "{\"profile\":{}}")), 400, "invalid_field");
    isProblem(send(with("PUT", version + "/baseline", "{\"rows\":[]}")), 400, "unknown_field");
  }

  private static String file(String path) {
    return "{\"artifact\":\"" + path + "\"}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?prediction=none|x;1|invalid_field",
        "?prediction=x&score=x|x;1|invalid_field",
        "?categorical=none|x;1|invalid_field",
        "?odd=1|x;1|unknown_field",
        "''|x|malformed_request",
        "''|x,x;1,2|malformed_request",
        "''|x;Infinity;1|malformed_request",
        "?ignore=none|x;1|invalid_field",
        "?delimiter=x|x;1|invalid_field",
        "?decimal=%3B|x;1|invalid_field",
        "?decimal=%2C&delimiter=%2C|x;1|invalid_field",
        "?dryRun=maybe|x;1|invalid_field",
        "''|x;1e400;1|malformed_request",
        "?id=x|x;1|malformed_request"
      })
  void in01WhatCannotBeFrozenIsRefused(String query, String rows, String code) {
    isProblem(
        putBaseline(version(model("base")), query, rows.replace(';', '\n') + "\n"), 400, code);
  }

  @Test
  void otherMediaTypesAreRefused() {
    String version = version(model("base"));
    isProblem(
        send(
            to(version + "/baseline", ADMIN)
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString("x\n1\n"))),
        415,
        "unsupported_media_type");
  }
}
