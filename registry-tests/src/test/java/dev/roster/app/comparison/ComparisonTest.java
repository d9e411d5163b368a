package dev.roster.app.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ComparisonTest extends RunningServer {
  private static final String FACTS =
      """
      {"description":"%1$s","tags":{"team":"pricing","run":"%1$s"},"framework":{"name":"onnx","version":"%1$s"},
       "hyperparameters":{"depth":6,"rate":%1$s},
       "signature":{"inputs":[{"name":"a","type":"%2$s"}],"outputs":[{"name":"y","type":"long"}]},
       "lineage":{"code":{"repository":"https://git.example.org/p.git","commit":"c%1$s","dirty":%3$s},"seed":%1$s,
         "datasets":[{"name":"d","role":"training","rows":%1$s}],
         "environment":{"python":"3.11","packages":{"numpy":"2","only%1$s":"1"}}}}""";

  private String model;
  private String path;

  @BeforeEach
  void register() {
    model = model("compare");
    path = "/api/v1/models/" + model;
  }

  @Test
  void onlyWhatDiffersIsSaid() {
    version("1", "integer", "{\"accuracy\":0.5,\"loss\":2}", "same", "one");
    version("2", "long", "{\"accuracy\":0.75}", "same", "two!");
    version("3", "integer", "{\"accuracy\":0.25,\"loss\":2}", "same", null);
    move(model, 3, "staging");

    JsonNode compared = get(path + "/compare?versions=1,2,3").json();
    assertThat(compared.path("versions").toString()).isEqualTo("[1,2,3]");
    assertThat(compared.path("signature").findValuesAsString("verdict"))
        .startsWith("compatible")
        .contains("breaking");
    assertThat(compared.at("/signature/0/from").asInt()).isOne();
    assertThat(compared.at("/signature/1/reasons/0/change").asString()).isEqualTo("type_narrowed");
    assertThat(named(compared, "metrics", "accuracy").path("deltas").toString())
        .isEqualTo("[0.0,0.25,-0.25]");
    assertThat(named(compared, "metrics", "loss").path("values").toString())
        .isEqualTo("[2.0,null,2.0]");
    assertThat(named(compared, "metrics", "loss").path("deltas").toString())
        .isEqualTo("[0.0,null,0.0]");
    assertThat(names(compared, "hyperparameters")).containsExactly("rate");
    assertThat(named(compared, "hyperparameters", "rate").path("values").toString())
        .isEqualTo("[1,2,3]");
    assertThat(names(compared, "framework")).containsExactly("version");
    assertThat(names(compared, "lineage"))
        .containsExactly(
            "code.commit",
            "code.dirty",
            "dataset d (training)",
            "dataset d.csv (data) by d.csv.dvc",
            "seed");
    assertThat(names(compared, "packages")).containsExactly("only1", "only2", "only3");
    assertThat(names(compared, "tags")).containsExactly("run");
    assertThat(names(compared, "facts")).containsExactly("description", "stage");
    assertThat(compared.path("artifacts").size()).isEqualTo(2);
    JsonNode file = compared.at("/artifacts/1");
    assertThat(file.path("path").asString()).isEqualTo("differs.bin");
    assertThat(file.path("change").asString()).isEqualTo("removed");
    assertThat(file.at("/files/1/size").asInt()).isEqualTo(4);
    assertThat(file.at("/files/2").isNull()).isTrue();
    assertThat(compared.at("/size/deltas").toString()).isEqualTo("[0,1,-3]");
    assertThat(compared.has("omitted")).isFalse();
  }

  @Test
  void versionsThatAreAlikeDifferInNothing() {
    version("1", "long", "{\"accuracy\":0.5}", "same", "one");
    version("1", "long", "{\"accuracy\":0.5}", "same", "one");
    JsonNode compared = get(path + "/compare?versions=2,1").json();
    assertThat(compared.propertyNames()).containsExactlyInAnyOrder("model", "versions");
  }

  @Test
  void signaturesAreJudged() {
    version("1", "integer", "{}", "same", null);
    version("2", "long", "{}", "same", null);
    post(path + "/versions", "{}");
    JsonNode up = get(path + "/compatibility?from=1&to=2").json();
    assertThat(up.path("verdict").asString()).isEqualTo("compatible");
    assertThat(up.at("/reasons/0/pointer").asString()).isEqualTo("/inputs/a/type");
    assertThat(up.at("/reasons/0/verdict").asString()).isEqualTo("compatible");
    assertThat(verdict(2, 1)).isEqualTo("breaking");
    assertThat(verdict(1, 1)).isEqualTo("identical");
    assertThat(verdict(1, 3)).isEqualTo("unknown");
    assertThat(get(path + "/compatibility?from=1&to=9").code()).isEqualTo("version_not_found");
    assertThat(get(path + "/compatibility?from=1").status()).isEqualTo(400);
    assertThat(get(path + "/compatibility?from=x&to=1").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "versions=1; 400; invalid_field",
        "versions=1,1; 400; invalid_field",
        "versions=1,2,3,4,5,6,7,8,9,10,11; 400; invalid_field",
        "versions=1,; 400; invalid_field",
        "versions=1,x; 400; invalid_field",
        "versions=1,0; 400; invalid_field",
        "other=1,2; 400; unknown_field",
        "versions=1,99; 404; version_not_found",
        "versions=1,2; 410; deleted",
      })
  void whatCannotBeComparedIsRefused(String query, int status, String code) {
    post(path + "/versions", "{}");
    post(path + "/versions", "{}");
    send("DELETE", path + "/versions/2", ADMIN);
    Answer refused = get(path + "/compare?" + query);
    assertThat(refused.status()).as(refused.text()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
  }

  @Test
  void whoMayNotReadTheModelComparesNothing() {
    post(path + "/versions", "{}");
    String stranger = token("reader", "other-*");
    assertThat(send("GET", path + "/compare?versions=1,2", stranger).code())
        .isEqualTo("model_not_found");
    assertThat(send("GET", path + "/compatibility?from=1&to=1", stranger).code())
        .isEqualTo("model_not_found");
  }

  private void version(String mark, String type, String metrics, String same, String differs) {
    Answer made = post(path + "/versions", FACTS.formatted(mark, type, mark.equals("1")));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String version = path + "/versions/" + made.json().path("version").asInt();
    put(version + "/artifacts/same.bin", same);
    String md5 = "a".repeat(31) + mark;
    put(version + "/artifacts/d.csv.dvc", "outs: [{path: d.csv, md5: " + md5 + "}]");
    if (differs != null) put(version + "/artifacts/differs.bin", differs);
    StringBuilder all = new StringBuilder();
    JSON.readTree(metrics)
        .properties()
        .forEach(
            metric ->
                all.append(all.isEmpty() ? "" : ",")
                    .append(
                        "{\"name\":\"%s\",\"value\":%s}"
                            .formatted(metric.getKey(), metric.getValue())));
    if (!all.isEmpty()) post(version + "/metrics", "{\"metrics\":[" + all + "]}");
    assertThat(post(version + "/finalize", "{}").status()).isEqualTo(200);
  }

  private void put(String path, String text) {
    send(to(path, ADMIN).PUT(BodyPublishers.ofString(text)));
  }

  private String verdict(int from, int to) {
    return get(path + "/compatibility?from=" + from + "&to=" + to)
        .json()
        .path("verdict")
        .asString();
  }

  private static List<String> names(JsonNode compared, String list) {
    return StreamSupport.stream(compared.path(list).spliterator(), false)
        .map(item -> item.path("name").asString())
        .toList();
  }

  private static JsonNode named(JsonNode compared, String list, String name) {
    return StreamSupport.stream(compared.path(list).spliterator(), false)
        .filter(item -> item.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
