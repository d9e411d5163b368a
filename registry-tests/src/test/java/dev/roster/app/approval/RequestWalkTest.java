package dev.roster.app.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.access.Principal;
import dev.roster.core.access.Role;
import dev.roster.core.access.Token;
import dev.roster.core.access.Tokens;
import dev.roster.core.approval.Approval.Decision;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.policy.Policies;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.request.Decisions;
import dev.roster.core.request.Requests;
import dev.roster.core.version.VersionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * All orders of what people do around a request, up to a length, compared with a small model. It
 * calls the use cases of the server, as there are thousands of orders. {@code
 * -Droster.walk.length=3} shortens them.
 */
class RequestWalkTest extends GovernedModel {
  private static final int LENGTH = Integer.getInteger("roster.walk.length", 5);

  @Autowired private Requests requests;
  @Autowired private Decisions decisions;
  @Autowired private Transitions transitions;
  @Autowired private Policies policies;
  @Autowired private Tokens tokens;
  @Autowired private ReferenceStore references;
  @Autowired private VersionStore versions;
  @Autowired private RequestStore store;

  /** What somebody does. */
  private enum Step {
    REQUEST,
    ANN_APPROVES,
    BOB_APPROVES,
    THE_POLICY_CHANGES,
    ANN_IS_REVOKED,
    ANOTHER_VERSION_MOVES,
    EXECUTE
  }

  /** What should come of it; two approvals are needed. */
  private static final class Expected {
    private Request.@Nullable State ended;
    private boolean asked;
    private boolean annApproved;
    private boolean annRevoked;
    private boolean bobApproved;
    private Stage stage = Stage.STAGING;
    private Stage other = Stage.STAGING;

    private boolean isOpen() {
      return asked && ended == null;
    }

    private boolean isApproved() {
      return annApproved && !annRevoked && bobApproved;
    }

    /** Null: nobody asked yet. */
    private Request.@Nullable State state() {
      if (!asked) return null;
      if (ended != null) return ended;
      return isApproved() ? Request.State.APPROVED : Request.State.PENDING;
    }

    /** The code of the refusal; null: it is done. */
    private @Nullable String take(Step step) {
      switch (step) {
        case REQUEST -> {
          asked = true;
        }
        case ANN_APPROVES -> {
          if (annRevoked) return "unauthenticated";
          if (!isOpen()) return asked ? "request_closed" : "request_not_found";
          annApproved = true;
        }
        case BOB_APPROVES -> {
          if (!isOpen()) return asked ? "request_closed" : "request_not_found";
          bobApproved = true;
        }
        case THE_POLICY_CHANGES -> {
          if (isOpen()) ended = Request.State.VOID;
        }
        case ANN_IS_REVOKED -> annRevoked = true;
        case ANOTHER_VERSION_MOVES -> {
          other = Stage.PRODUCTION;
          if (stage == Stage.PRODUCTION) stage = Stage.STAGING;
        }
        case EXECUTE -> {
          if (!isOpen()) return asked ? "request_closed" : "request_not_found";
          if (!isApproved()) return "approval_required";
          ended = Request.State.EXECUTED;
          stage = Stage.PRODUCTION;
          if (other == Stage.PRODUCTION) other = Stage.STAGING;
        }
      }
      return null;
    }
  }

  private ModelRef model = new ModelRef(0, new ModelName("none"));
  private Principal admin = new Principal("", "", null, List.of());
  private Principal requester = admin;
  private Principal bob = admin;
  private List<VersionRef> moving = List.of();
  private String annsToken = "";
  private String annsId = "";
  private @Nullable UUID request;
  private int documents;

  @Test
  void everyOrderEndsAsTheModelSays() {
    model = references.model(new ModelName(model("walk")));
    staged(model.name().text());
    staged(model.name().text());
    moving = List.of(references.version(model, 1), references.version(model, 2));
    admin = tokens.authenticate(ADMIN).orElseThrow();
    requester = principal(Role.RELEASER);
    bob = principal(Role.APPROVER);
    renewAnn();
    changePolicy();
    int walked = walk(new ArrayList<>(), EnumSet.noneOf(Step.class));
    assertThat(walked).isEqualTo(orders());
  }

  private static int orders() {
    int orders = 1;
    for (int i = 0; i < LENGTH; i++) orders *= Step.values().length - i;
    return orders;
  }

  /**
   * Each shorter order is the beginning of a longer one, after each step of which all is compared.
   */
  private int walk(List<Step> order, Set<Step> used) {
    if (order.size() == LENGTH) {
      run(order);
      return 1;
    }
    int walked = 0;
    for (Step step : Step.values()) {
      if (!used.add(step)) continue;
      order.add(step);
      walked += walk(order, used);
      order.remove(order.size() - 1);
      used.remove(step);
    }
    return walked;
  }

  private void run(List<Step> order) {
    Expected expected = new Expected();
    request = null;
    for (int i = 0; i < order.size(); i++) {
      String taken = take(order.get(i));
      String what = order.subList(0, i + 1).toString();
      assertThat(taken).as(what).isEqualTo(expected.take(order.get(i)));
      assertThat(stageOf(1)).as(what).isEqualTo(expected.stage);
      assertThat(stageOf(2)).as(what).isEqualTo(expected.other);
      if (request != null)
        assertThat(store.find(request, Instant.now()).orElseThrow().state())
            .as(what)
            .isEqualTo(expected.state());
    }
    tidy(expected);
  }

  private @Nullable String take(Step step) {
    try {
      switch (step) {
        case REQUEST ->
            request =
                requests
                    .open(
                        version(1),
                        new Requests.Draft(Stage.PRODUCTION, "better", Request.Execution.BY_HAND),
                        Optional.empty(),
                        requester)
                    .id();
        case ANN_APPROVES -> {
          Optional<Principal> ann = tokens.authenticate(annsToken);
          if (ann.isEmpty()) return "unauthenticated";
          decisions.decide(asked(), Decision.APPROVE, null, ann.get());
        }
        case BOB_APPROVES -> decisions.decide(asked(), Decision.APPROVE, null, bob);
        case THE_POLICY_CHANGES -> changePolicy();
        case ANN_IS_REVOKED -> tokens.revoke(annsId, admin);
        case ANOTHER_VERSION_MOVES -> move(2, Stage.PRODUCTION, true);
        case EXECUTE -> requests.execute(asked(), Optional.empty(), requester);
      }
      return null;
    } catch (Refused refused) {
      return refused.code().wire();
    }
  }

  private UUID asked() {
    return request == null ? UUID.randomUUID() : request;
  }

  /** As it was at the beginning. */
  private void tidy(Expected expected) {
    if (expected.isOpen()) requests.withdraw(asked(), requester);
    for (int number = 1; number <= 2; number++)
      if (stageOf(number) != Stage.STAGING) move(number, Stage.STAGING, false);
    if (expected.annRevoked) renewAnn();
  }

  private void move(int number, Stage to, boolean breakGlass) {
    transitions.move(
        new Transitions.Wish(version(number), to, "walk", Optional.empty(), breakGlass), admin);
  }

  private VersionRef version(int number) {
    return moving.get(number - 1);
  }

  private Stage stageOf(int number) {
    return versions.read(version(number)).stage();
  }

  private void changePolicy() {
    PolicyDocument.Edge edge =
        new PolicyDocument.Edge(
            Stage.STAGING,
            Stage.PRODUCTION,
            List.of(),
            List.of(),
            new PolicyDocument.RequiredApprovals(2, true, "P7D"));
    policies.bind(
        model,
        new PolicyDocument(
            "document " + documents++, List.of(edge), Stage.STAGING, false, null, false, null),
        admin);
  }

  private Principal principal(Role role) {
    return tokens.authenticate(issue(role.name(), role).secret()).orElseThrow();
  }

  private void renewAnn() {
    Tokens.Issued issued = issue("ann", Role.APPROVER);
    annsToken = issued.secret();
    annsId = issued.token().id();
  }

  private Tokens.Issued issue(String name, Role role) {
    return tokens.create(
        name + " " + model.name().text(),
        List.of(new Token.Scope(role, model.name().text())),
        null,
        admin);
  }
}
