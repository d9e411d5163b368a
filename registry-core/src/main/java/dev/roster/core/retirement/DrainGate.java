package dev.roster.core.retirement;

import dev.roster.core.consumer.Consumers;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.Gate;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.policy.PolicyInForceStore;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks that nobody uses an announced version any more when it is retired. */
@Component
class DrainGate implements Gate {
  private final RetirementStore retirements;
  private final Consumers consumers;
  private final PolicyInForceStore policies;
  private final Clock clock;

  DrainGate(
      RetirementStore retirements, Consumers consumers, PolicyInForceStore policies, Clock clock) {
    this.retirements = retirements;
    this.consumers = consumers;
    this.policies = policies;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "drained";
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    VersionRef version = candidate.version().ref();
    if (candidate.to() != Stage.RETIRED || retirements.find(version).isEmpty())
      return Optional.empty();
    Drain drain = drain(version);
    return Optional.of(new Evidence(name(), drain.drained(), drain.detail()));
  }

  Drain drain(VersionRef version) {
    PolicyDocument policy =
        policies
            .inForce(version.model(), null)
            .map(PolicyInForce::document)
            .orElse(PolicyDocument.NONE);
    Instant now = clock.instant();
    Instant begin = now.minus(policy.drainTime());
    return Drain.of(
        consumers.since(version, begin, Drain.MAX_NAMED + 1),
        policy.drain() == null ? policy.drainTime().toString() : policy.drain(),
        now);
  }
}
