package dev.roster.app.approval;

import org.junit.jupiter.api.BeforeEach;

/** A model whose promotions need two approvals, a version in staging, and the people around it. */
abstract class TwoApprovals extends GovernedModel {
  String model = "";
  int number;
  String ci = "";
  String ann = "";
  String bob = "";
  String releaser = "";

  @BeforeEach
  void twoApprovalsAreNeeded() {
    model = model("governed");
    bind(model, policy(2, ""));
    number = staged(model);
    ci = person("contributor", model);
    ann = person("approver", model);
    bob = person("approver", model);
    releaser = person("releaser", model);
  }
}
