package dev.roster.core.policy;

import dev.roster.core.approval.RequestStore;
import dev.roster.core.card.Cards;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Gate;
import dev.roster.core.lineage.Reproducibilities;
import dev.roster.core.model.ModelStore;
import dev.roster.core.report.ReportStore;
import dev.roster.core.version.VersionStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the gates that a policy adds to those of Roster, for one move. */
@Component
public class PolicyGates {
  private static final int MAX_COMPILED = 2_000;

  private final MoveFacts.Stores stores;
  private final Clock clock;
  private final Map<String, Expression> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Expression> eldest) {
          return size() > MAX_COMPILED;
        }
      };

  PolicyGates(
      ModelStore models,
      VersionStore versions,
      ReportStore reports,
      GateFactStore observed,
      RequestStore requests,
      Reproducibilities reproducibilities,
      Cards cards,
      Clock clock) {
    this.stores =
        new MoveFacts.Stores(
            models, versions, reports, observed, requests, reproducibilities, cards);
    this.clock = clock;
  }

  /**
   * The gates and the reports that the policy demands of the move, in the order of its document,
   * and then its approvals.
   */
  public List<Gate> of(PolicyInForce policy, Candidate move, @Nullable String reason, String by) {
    List<Gate> gates = new ArrayList<>();
    policy
        .document()
        .edge(move.from(), move.to())
        .ifPresent(
            edge -> {
              Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
              Map<String, Object> values =
                  GateView.values(new MoveFacts(stores, move, reason, by, now));
              for (PolicyDocument.Rule rule : edge.gates())
                gates.add(
                    new ExpressionGate(
                        rule,
                        rule.when() == null ? null : compiled(rule.when()),
                        compiled(rule.require()),
                        values,
                        policy.described()));
              for (PolicyDocument.RequiredReport report : edge.reports())
                gates.add(new ReportGate(report, stores.reports(), now));
              if (edge.approvals() != null)
                gates.add(
                    new ApprovalGate(
                        edge.approvals(), policy.binding(), stores.requests(), move, now));
            });
    return gates;
  }

  private Expression compiled(String source) {
    synchronized (compiled) {
      Expression known = compiled.get(source);
      if (known != null) return known;
    }
    try {
      Expression made = Expression.of(source);
      synchronized (compiled) {
        compiled.put(source, made);
      }
      return made;
    } catch (Expression.Wrong wrong) { // it was checked when it was saved
      throw new IllegalStateException("a saved gate is wrong: " + wrong.getMessage(), wrong);
    }
  }
}
