package dev.roster.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HoldTest extends RunningServer {
  private String model;
  private String path;
  private String hold;

  @BeforeEach
  void register() {
    model = model("held");
    path = "/api/v1/models/" + model;
    hold = path + "/versions/" + ready(model) + "/hold";
  }

  @Test
  void aHeldVersionAndItsModelAreNotDeletedUntilTheHoldIsLifted() {
    assertThat(place("{\"reason\":\"litigation 12\",\"until\":null}").status()).isEqualTo(201);

    for (String held : List.of(path + "/versions/1", path))
      isProblem(send("DELETE", held, ADMIN), 409, "on_hold");
    assertThat(get(path + "/versions/1/artifacts/model.bin").status()).isEqualTo(200);
    move(model, 1, "staging"); // it may move

    assertThat(send("DELETE", hold, ADMIN).status()).isEqualTo(204);
    isProblem(get(hold), 404, "hold_not_found");
    isProblem(send("DELETE", hold, ADMIN), 404, "hold_not_found");
    assertThat(send("DELETE", path, ADMIN).status()).isEqualTo(204);
  }

  @Test
  void whatIsDeletedCanBeHeldAndIsNotPurgedThen() {
    send("DELETE", path + "/versions/1", ADMIN);
    place("{\"reason\":\"litigation 12\"}");
    isProblem(post(path + "/versions/1/purge", ""), 409, "on_hold");
    isProblem(send("DELETE", path, ADMIN), 409, "on_hold");

    send("DELETE", hold, ADMIN);
    send("DELETE", path, ADMIN);
    assertThat(place("{\"reason\":\"of a deleted model\"}").status()).isEqualTo(201);
    isProblem(post(path + "/purge", ""), 409, "on_hold");
    send("DELETE", hold, ADMIN);
    assertThat(post(path + "/purge", "").status()).isEqualTo(204);
  }

  @Test
  void theSameHoldAgainChangesNothingAndAnotherOneReplacesIt() {
    JsonNode first = place("{\"reason\":\"one\"}").json();
    Answer again = place("{\"reason\":\"one\"}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first);
    String until = Instant.now().plus(Duration.ofDays(30)).toString();
    JsonNode other = place("{\"reason\":\"two\",\"until\":\"%s\"}".formatted(until)).json();
    assertThat(get(hold).json()).isEqualTo(other);
    assertThat(other.path("reason").asString()).isEqualTo("two");

    JsonNode entries = get("/api/v1/audit?model=" + model).json().path("items");
    assertThat(entries.findValuesAsString("action")).filteredOn("hold.placed"::equals).hasSize(2);
  }

  @Test
  void aHoldNeedsAReasonAndEndsInTheFuture() {
    isProblem(place("{}"), 400, "invalid_field");
    isProblem(place("{\"reason\":\" \"}"), 400, "invalid_field");
    Answer past = place("{\"reason\":\"r\",\"until\":\"2001-01-01T00:00:00Z\"}");
    isProblem(past, 400, "invalid_field");
    assertThat(past.text()).contains("/until").contains("2001-01-01T00:00:00Z");
    isProblem(get(hold), 404, "hold_not_found");
  }

  @Test
  void onlyAdministratorsOfTheModelHoldLiftAndRead() {
    String releaser = token("releaser", model);
    isProblem(send("GET", hold, releaser), 403, "forbidden");
    isProblem(send("DELETE", hold, releaser), 403, "forbidden");
    isProblem(
        send(
            to(hold, releaser)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"reason\":\"mine\"}"))),
        403,
        "forbidden");
  }

  private Answer place(String body) {
    return send(with("PUT", hold, body));
  }

  private static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("code").asString()).isEqualTo(code);
  }
}
