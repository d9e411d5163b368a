package dev.roster.app.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnServer;
import dev.roster.app.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What needs a server or a database of its own. */
class OwnLineageTest {
  private static final String GRAPH =
      """
      select concat_ws(' ', s.kind, s.key, t.kind, t.key, e.kind, e.role, e.claim, e.model_id,
        e.version_id, e.parent_id, e.name, e.uri, e.system, e.rows, e.dirty, e.run_id)
      from lineage_edge e join lineage_node s on s.id = e.source join lineage_node t on t.id = e.target
      order by 1
      """;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    server = OwnServer.with(Map.of("roster.lifecycle.minimum-reproducibility", "40"));
    server.send("POST", "/api/v1/models", "{\"name\":\"a\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int version(String body) {
    Answer made = server.send("POST", "/api/v1/models/a/versions", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("version").asInt();
  }

  private static Answer move(int version, String to, String query) {
    return server.send(
        "POST",
        "/api/v1/models/a/versions/" + version + "/transitions" + query,
        "{\"to\":\"%s\",\"reason\":\"because\"}".formatted(to));
  }

  private static void finish(int version) {
    String path = "/api/v1/models/a/versions/" + version;
    server.send(
        server.to("PUT", path + "/artifacts/m", "").PUT(BodyPublishers.ofString("m" + version)));
    assertThat(server.send("POST", path + "/finalize", "{}").status()).isEqualTo(200);
  }

  private static JsonNode gate(Answer answer) {
    for (JsonNode evidence : answer.json().path("evidence"))
      if (evidence.path("gate").asString().equals("reproducibility")) return evidence;
    throw new AssertionError(answer.text());
  }

  @Test
  void aVersionThatNobodyCouldMakeAgainIsNotPutIntoProduction() {
    int poor = version("{\"hyperparameters\":{\"seed\":1}}");
    finish(poor);
    Answer staged = move(poor, "staging", "");
    assertThat(staged.status()).as(staged.text()).isEqualTo(201);
    assertThat(staged.text()).doesNotContain("reproducibility");
    Answer trial = move(poor, "production", "?dryRun=true");
    assertThat(trial.json().path("allowed").asBoolean()).isFalse();
    assertThat(gate(trial).path("passed").asBoolean()).isFalse();
    Answer refused = move(poor, "production", "");
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("gate_failed");
    assertThat(refused.text()).contains("20 of 100", "commit", "lineage.code.commit");

    int good =
        version(
            "{\"hyperparameters\":{\"seed\":1},\"lineage\":{\"code\":{\"commit\":\"3f78685\"}}}");
    finish(good);
    move(good, "staging", "");
    Answer done = move(good, "production", "");
    assertThat(done.status()).as(done.text()).isEqualTo(201);
    assertThat(gate(done).path("passed").asBoolean()).isTrue();
  }

  @Test
  void theMigrationMakesOfWhatIsThereWhatTheServerMakes() throws IOException {
    int first =
        version(
            """
            {"lineage":{"datasets":[{"name":"d é","uri":"s3://x/y","role":"training","rows":7},
              {"name":"e","digest":"sha256:%s"},{"name":"e","digest":"md5:%s.dir","role":"test"}],
              "code":{"repository":"https://git.example.org/a","commit":"main","dirty":true},
              "run":{"system":"jenkins","id":"4711","url":"https://ci.example.org/4711"}}}"""
                .formatted("ab".repeat(32), "cd".repeat(16)));
    version(
        """
        {"lineage":{"parents":[{"model":"A","version":%d}],
          "code":{"commit":"3F786850e387550fdab836ed7e6dc881de23001b"},
          "run":{"id":"0199D3A5-7c3e-7b1a-9d55-3d2c5b1f0a11"}}}"""
            .formatted(first));
    version("{\"lineage\":{\"datasets\":[],\"parents\":[],\"code\":{},\"run\":{}}}");
    version("{\"lineage\":{\"seed\":3}}");
    JdbcClient jdbc = JdbcClient.create(server.database().dataSource());
    List<String> made = jdbc.sql(GRAPH).query(String.class).list();
    assertThat(made).hasSizeGreaterThan(7);
    jdbc.sql("drop table lineage_run, lineage_note, lineage_edge, lineage_node").update();
    jdbc.sql(
            "begin;"
                + Files.readString(Path.of("../db/migration/V8__lineage.sql")).replace("?", "??")
                + ";commit")
        .update();
    assertThat(jdbc.sql(GRAPH).query(String.class).list()).isEqualTo(made);
  }
}
