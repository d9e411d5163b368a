package dev.roster.core.policy;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Gates;
import dev.roster.core.gate.Judgement;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelPattern;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says what a policy would refuse, before it judges anything. */
@Service
public class Simulations {
  private static final int MAX_MODELS = 1_000;

  private final Policies policies;
  private final GateFactStore store;
  private final VersionStore versions;
  private final Gates gates;
  private final PolicyGates policyGates;

  Simulations(
      Policies policies,
      GateFactStore store,
      VersionStore versions,
      Gates gates,
      PolicyGates policyGates) {
    this.policies = policies;
    this.store = store;
    this.versions = versions;
    this.gates = gates;
    this.policyGates = policyGates;
  }

  /** What would come of moving a version. */
  public record Outcome(VersionRef version, Stage to, Judgement judgement) {}

  /**
   * Judges the promotion of the newest version in staging of each model that the caller may read.
   * It changes nothing.
   *
   * @param models the beginning of the names of models, with {@code *} behind it
   * @param document null means the one that the policy has
   * @throws Refused {@code policy_not_found} if there is no document, {@code invalid_field}
   */
  @Transactional(readOnly = true)
  public List<Outcome> simulate(
      String name, String models, @Nullable PolicyDocument document, Principal by) {
    if (!ModelPattern.isPrefix(models))
      throw Refused.invalid(
          field("models"), "must be the beginning of the names of models, and then *", models);
    PolicyInForce policy = policy(name, document);
    List<VersionRef> found =
        store.newestInStaging(ModelPattern.prefixOf(models), by.visibility(), MAX_MODELS + 1);
    if (found.size() > MAX_MODELS)
      throw Refused.invalid(
          field("models"),
          "names more than %,d models with a version in staging; name fewer".formatted(MAX_MODELS));
    return found.stream().map(version -> simulate(policy, version, by)).toList();
  }

  private PolicyInForce policy(String name, @Nullable PolicyDocument document) {
    if (document == null) {
      Policy saved = policies.read(name);
      return new PolicyInForce(name, saved.revision(), true, saved.document());
    }
    Policies.check(document);
    return new PolicyInForce(name, 0, true, document);
  }

  private Outcome simulate(PolicyInForce policy, VersionRef ref, Principal by) {
    Version version = versions.read(ref);
    Version holder =
        versions
            .inStage(ref.model(), Stage.PRODUCTION)
            .filter(found -> !found.ref().equals(ref))
            .orElse(null);
    Candidate move = new Candidate(version, version.stage(), Stage.PRODUCTION, holder);
    return new Outcome(
        ref, Stage.PRODUCTION, gates.judge(move, policyGates.of(policy, move, null, by.name())));
  }
}
