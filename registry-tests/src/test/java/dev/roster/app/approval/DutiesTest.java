package dev.roster.app.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** AUTHZ-22: who made a version or asked for its move does not approve it, under any account. */
class DutiesTest extends GovernedModel {
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  @Test
  void authz22RequesterAuthorAndUploaderDoNotDecide() {
    String model = model("duties");
    bind(model, policy(1, ""));
    String author = person("admin", model);
    String uploader = person("admin", model);
    String requester = person("admin", model);
    int number =
        post("/api/v1/models/" + model + "/versions", "{}", author).json().path("version").asInt();
    String path = version(model, number);
    send(to(path + "/artifacts/model.bin", uploader).PUT(BodyPublishers.ofString("bytes")));
    post(path + "/finalize", "{}", author);
    post(path + "/transitions", "{\"to\":\"staging\"}", author);
    String request = asked(model, number, requester);
    for (String barred : new String[] {author, uploader, requester}) {
      Answer refused = approve(request, barred);
      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.code()).isEqualTo("separation_of_duties");
      assertThat(
              post(
                      "/api/v1/requests/" + request + "/approvals",
                      "{\"decision\":\"reject\",\"reason\":\"no\"}",
                      barred)
                  .code())
          .isEqualTo("separation_of_duties");
    }
    assertThat(approve(request, ADMIN).status()).as("who has no part in it").isEqualTo(201);
  }

  /** A second account whose name people take for the first is the same person. */
  @Test
  void authz22ASecondAccountOfTheSameNameIsTheSamePerson() {
    String model = model("duties");
    bind(model, policy(2, ""));
    int number = staged(model);
    String first = named("mallory-" + suffix, "admin", model);
    String request = asked(model, number, first);
    revoke(first);
    String second = named("MALL0RY-" + suffix, "approver", model);
    assertThat(approve(request, second).code()).isEqualTo("separation_of_duties");
  }

  @Test
  void authz22NobodyDecidesTwice() {
    String model = model("duties");
    bind(model, policy(2, ",\"notAuthor\":false"));
    int number = staged(model);
    String request = asked(model, number, person("releaser", model));
    String ann = person("approver", model);
    assertThat(approve(request, ann).status()).isEqualTo(201);
    assertThat(approve(request, ann).code()).isEqualTo("separation_of_duties");
    assertThat(state(request)).isEqualTo("pending");
    JsonNode denial =
        get("/api/v1/audit?action=access.denied&model=" + model).json().at("/items/0/detail");
    assertThat(denial.path("code").asString()).isEqualTo("separation_of_duties");
    assertThat(denial.path("permission").asString()).isEqualTo("approve");
    assertThat(approve(request, ADMIN).json().path("state").asString())
        .as("the author, as the policy allows it")
        .isEqualTo("approved");
  }

  /** A new token of a person whose first was revoked: the first yes counts no more. */
  @Test
  void authz22ARevokedYesCanBeGivenAgainByANewTokenOfTheSameName() {
    String model = model("duties");
    bind(model, policy(1, ""));
    int number = staged(model);
    String request = asked(model, number, person("releaser", model));
    String first = named("ann-" + suffix, "approver", model);
    approve(request, first);
    revoke(first);
    assertThat(state(request)).isEqualTo("pending");
    String second = named("ann-" + suffix, "approver", model);
    assertThat(approve(request, second).json().path("state").asString()).isEqualTo("approved");
  }

  @Test
  void authz07OnlyTheRightToApproveApproves() {
    String model = model("duties");
    bind(model, policy(1, ""));
    int number = staged(model);
    String request = asked(model, number, person("releaser", model));
    for (String role : new String[] {"reader", "reporter", "contributor", "releaser"})
      assertThat(approve(request, person(role, model)).code()).as(role).isEqualTo("forbidden");
    String approver = person("approver", model);
    assertThat(ask(model, staged(model), approver).code()).isEqualTo("forbidden");
    approve(request, approver);
    for (String role : new String[] {"reader", "reporter", "contributor", "approver"}) {
      assertThat(execute(request, person(role, model)).code()).as(role).isEqualTo("forbidden");
      assertThat(
              post(
                      version(model, number) + "/transitions",
                      "{\"to\":\"production\",\"reason\":\"x\",\"breakGlass\":true}",
                      person(role, model))
                  .code())
          .isEqualTo("forbidden");
    }
    assertThat(
            post(
                    version(model, number) + "/transitions",
                    "{\"to\":\"production\",\"reason\":\"x\",\"breakGlass\":true}",
                    person("releaser", model))
                .code())
        .as("OVERRIDE is the administrator's")
        .isEqualTo("forbidden");
  }
}
