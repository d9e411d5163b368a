package dev.roster.core.policy;

import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.Gate;
import dev.roster.core.policy.PolicyDocument.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gate of a policy. What it cannot evaluate does not pass. */
final class ExpressionGate implements Gate {
  private final Rule rule;
  private final @Nullable Expression when;
  private final Expression require;
  private final Map<String, Object> values;
  private final String policy;

  /**
   * @param policy for messages
   */
  ExpressionGate(
      Rule rule,
      @Nullable Expression when,
      Expression require,
      Map<String, Object> values,
      String policy) {
    this.rule = rule;
    this.when = when;
    this.require = require;
    this.values = values;
    this.policy = policy;
  }

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    try {
      if (when != null && !when.test(values))
        return Optional.of(
            evidence(true, "It does not apply: %s is false".formatted(shown(when)), true));
    } catch (Expression.Failed failed) {
      return Optional.of(evidence(false, String.valueOf(failed.getMessage()), false));
    }
    try {
      boolean passed = require.test(values);
      return Optional.of(
          evidence(passed, worded("%s is %s".formatted(shown(require), passed)), false));
    } catch (Expression.Failed failed) {
      return Optional.of(evidence(false, worded(String.valueOf(failed.getMessage())), false));
    }
  }

  private String worded(String found) {
    return rule.message() == null ? found : rule.message() + ": " + found;
  }

  private String shown(Expression expression) {
    return EvidenceValues.shown(expression, values);
  }

  private Evidence evidence(boolean passed, String detail, boolean skipped) {
    Map<String, @Nullable Object> seen = new LinkedHashMap<>();
    Stream.ofNullable(when).forEach(one -> EvidenceValues.collect(one, values, seen));
    EvidenceValues.collect(require, values, seen);
    return new Evidence(
        name(),
        null,
        passed,
        detail,
        skipped ? true : null,
        rule.require(),
        seen,
        null,
        null,
        passed
            ? null
            : "Change what the gate read, or move a version that meets it. It is a gate of %s."
                .formatted(policy),
        null,
        null,
        null);
  }
}
