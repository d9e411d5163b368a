package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Batches of observations that are taken back. */
class WithdrawalTest extends MonitoredServer {
  @Test
  void aWithdrawnBatchIsOutOfEveryCountAndItsIdIsFree() {
    String model = model("back");
    String version = served(model);
    feed(version, day(40), 1440, 0);
    String monitor = monitor(model, "");
    JsonNode before = check(monitor, day(40), day(41)).json();

    String wrong = rows(day(40), 1440, 3, 9);
    assertThat(observe(version, "source=s&batch=wrong&timestamp=t", CSV, wrong).status())
        .isEqualTo(201);
    assertThat(check(monitor, day(40), day(41)).json().path("outcome").asString())
        .isEqualTo("drift");
    Answer withdrawn = send("DELETE", version + "/observations/s/wrong", ADMIN);
    assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
    assertThat(withdrawn.text()).isEqualTo("{\"rows\":1440}");

    JsonNode after = check(monitor, day(40), day(41)).json();
    assertThat(after.path("rows").asInt()).isEqualTo(1440);
    assertThat(after.path("features")).isEqualTo(before.path("features"));
    assertThat(get(version + "/observations").json().path("items").size()).isEqualTo(1);
    isProblem(send("DELETE", version + "/observations/s/wrong", ADMIN), 404, "batch_not_found");
    JsonNode again =
        observe(version, "source=s&batch=wrong&timestamp=t", CSV, rows(day(40), 10, 0, 1)).json();
    assertThat(again.path("rows").asInt()).isEqualTo(10);
    assertThat(again.path("duplicate").asBoolean()).isFalse();
  }

  @Test
  void checksThatCountedItSayThatItWasWithdrawn() {
    String model = model("back");
    String version = served(model);
    feed(version, day(40), 1440, 0);
    feed(version, day(41), 1440, 0);
    String monitor = monitor(model, "");
    String both = check(monitor, day(40), day(42)).header("Location");
    String other = check(monitor, day(40), day(41)).header("Location");
    JsonNode judged = get(both).json();
    assertThat(judged.path("detail").isNull()).isTrue();

    send("DELETE", version + "/observations/test/" + day(41), ADMIN);
    JsonNode read = get(both).json();
    assertThat(read.path("detail").asString())
        .contains("'" + day(41) + "' of 'test'", "withdrawn", "1440 rows");
    assertThat(read.path("rows")).isEqualTo(judged.path("rows"));
    assertThat(read.path("features")).isEqualTo(judged.path("features"));
    assertThat(get(other).json().path("detail").isNull()).isTrue();
    String later = check(monitor, day(40), day(42)).header("Location");
    assertThat(get(later).json().path("detail").isNull()).isTrue();
    assertThat(get("/api/v1/monitors/" + monitor + "/checks").json().at("/items/2/detail"))
        .isEqualTo(read.path("detail"));
  }

  @Test
  void theAuditLogAndTheTimelineKeepIt() {
    String model = model("back");
    String version = served(model);
    feed(version, day(40), 20, 0);
    send("DELETE", version + "/observations/test/" + day(40), ADMIN);
    JsonNode entries = get("/api/v1/audit?model=" + model).json().path("items");
    assertThat(entries.valueStream().map(entry -> entry.path("action").asString()))
        .contains("observations.recorded", "observations.withdrawn");
    assertThat(get("/api/v1/models/" + model + "/timeline").text())
        .contains("withdrew the batch " + day(40) + " of test, 20 rows of version 1");
  }

  @Test
  void aBatchWhoseIdDoesNotFitIntoAPathIsNamedByParameters() {
    String version = served(model("back"));
    String batch = "source=topics%2Fa&batch=2021%2F07%2F01";
    observe(version, batch + "&timestamp=t", CSV, rows(day(40), 20, 0, 1));
    isProblem(send("DELETE", version + "/observations?source=s", ADMIN), 400, "invalid_field");
    Answer withdrawn = send("DELETE", version + "/observations?" + batch, ADMIN);
    assertThat(withdrawn.json().path("rows").asInt()).as(withdrawn.text()).isEqualTo(20);
    isProblem(send("DELETE", version + "/observations?" + batch, ADMIN), 404, "batch_not_found");
  }

  @Test
  void whoMayOnlyReadCannotWithdraw() {
    String model = model("back");
    String version = served(model);
    feed(version, day(40), 20, 0);
    String call = version + "/observations/test/" + day(40);
    assertThat(send("DELETE", call, token("reader", model)).status()).isEqualTo(403);
    assertThat(send("DELETE", call, token("contributor", "other*")).status()).isEqualTo(404);
  }

  @Test
  void aPurgeTakesWithdrawalsAlong() {
    String version = version(model("back"));
    putBaseline(version, "?timestamp=t", rows(JUNE, 100, 0, 1));
    feed(version, day(40), 20, 0);
    send("DELETE", version + "/observations/test/" + day(40), ADMIN);
    assertThat(send("DELETE", version, ADMIN).status()).isEqualTo(204);
    assertThat(post(version + "/purge", "").status()).isEqualTo(204);
  }

  @Test
  void ofManyWithdrawalsAndRepetitionsAtOnceOneOfEachHasAnEffect() {
    String model = model("back");
    String version = served(model);
    String rows = rows(day(40), 600, 0, 1);
    String batch = "source=s&batch=1&timestamp=t";
    observe(version, batch, CSV, rows);
    var calls =
        IntStream.range(0, 24)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            i % 2 == 0
                                ? send("DELETE", version + "/observations/s/1", ADMIN)
                                : observe(version, batch, CSV, rows)))
            .toList();
    calls.forEach(call -> assertThat(call.join().status()).isIn(200, 201, 404, 409));
    assertThat(observe(version, batch, CSV, rows).status()).isIn(200, 201);
    assertThat(check(monitor(model, ""), day(40), day(41)).json().path("rows").asInt())
        .isEqualTo(600);
  }
}
