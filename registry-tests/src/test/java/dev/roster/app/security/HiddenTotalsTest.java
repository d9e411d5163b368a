package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** AUTHZ-20: counters and totals say nothing of what the caller may not see. */
class HiddenTotalsTest extends RunningServer {
  @Test
  void authz20WithoutATokenHealthIsOneWordAndAllOtherCountersAreClosed() {
    Answer health = send("GET", "/actuator/health", null);
    assertThat(health.json().propertyNames()).containsOnly("status", "groups");
    for (String path :
        List.of(
            "/actuator/prometheus",
            "/actuator/metrics",
            "/actuator/info",
            "/api/v1/requests",
            "/api/v1/models?count=estimate"))
      assertThat(send("GET", path, null).status()).as(path).isEqualTo(401);
  }

  @Test
  void authz20ListsAndTotalsLeaveOutHiddenModels() {
    String model = model("hidden");
    int number = client().existing(model).version().ready().move("staging").number();
    String asked =
        post(
                "/api/v1/models/%s/versions/%d/requests".formatted(model, number),
                "{\"to\":\"production\",\"reason\":\"better\"}")
            .json()
            .path("id")
            .asString();
    String stranger = token("admin", "nothing-of-it*");
    for (String list :
        List.of(
            "/api/v1/requests",
            "/api/v1/requests?state=approved",
            "/api/v1/requests?decidable=true",
            "/api/v1/incidents",
            "/api/v1/audit",
            "/api/v1/versions",
            "/api/v1/models")) {
      JsonNode page = send("GET", list, stranger).json();
      assertThat(page.path("items").isEmpty()).as(list + ": " + page).isTrue();
      assertThat(page.path("next").isNull() || page.path("next").isMissingNode()).isTrue();
    }
    for (String counted : List.of("/api/v1/models", "/api/v1/versions")) {
      Answer answer = send("GET", counted + "?count=estimate&facets=name", stranger);
      assertThat(answer.text()).as(counted).doesNotContain(model);
      assertThat(answer.json().path("estimate").asInt(-1)).as(answer.text()).isZero();
    }
    for (String call : List.of("", "/execute", "/approvals"))
      assertThat(
              send(call.isEmpty() ? "GET" : "POST", "/api/v1/requests/" + asked + call, stranger)
                  .code())
          .isEqualTo("request_not_found");
    assertThat(send("GET", "/api/v1/requests?model=" + model, stranger).code())
        .isEqualTo("model_not_found");
    assertThat(send("GET", "/actuator/prometheus", stranger).code()).isEqualTo("forbidden");
  }
}
