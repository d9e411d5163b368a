package dev.roster.core.policy;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Revision;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Defines policies, and says which model is judged by which. */
@Service
public class Policies {
  private static final int MAX_POLICIES = 1_000;
  private static final int MAX_PREFIXES = 100;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Set<String> RESERVED = Set.of("schema");

  private final PolicyStore store;
  private final PolicyInForceStore inForce;
  private final ModelStore models;
  private final StaleRequests stale;
  private final AuditLog audit;
  private final Clock clock;

  Policies(
      PolicyStore store,
      PolicyInForceStore inForce,
      ModelStore models,
      StaleRequests stale,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.inForce = inForce;
    this.models = models;
    this.stale = stale;
    this.audit = audit;
    this.clock = clock;
  }

  /** A policy that was saved, and whether it is a new one. */
  public record Saved(Policy policy, boolean created) {}

  /**
   * Defines a policy, or gives it another document. The same document again changes nothing.
   *
   * @throws Refused {@code invalid_field}, {@code stale}, {@code limit_reached}
   */
  @Transactional
  public Saved save(String name, PolicyDocument document, Optional<Long> expected, Principal by) {
    checkName(name);
    check(document);
    Optional<Policy> before = store.lock(name);
    Instant now = now();
    if (before.isEmpty()) {
      if (expected.isPresent()) Revision.check(expected, 0);
      if (store.count() >= MAX_POLICIES)
        throw Refused.because(
            ProblemCode.LIMIT_REACHED,
            "There are %,d policies, which is the limit. Delete one first."
                .formatted(MAX_POLICIES));
      if (!store.insert(name, document, by.name(), now))
        throw Refused.because(
            ProblemCode.CONFLICT, "Somebody defined the policy " + name + " at the same time.");
    } else {
      Revision.check(expected, before.get().revision());
      if (document.equals(before.get().document())) return new Saved(before.get(), false);
      store.revise(before.get(), document, by.name(), now);
      stale.policyChanged(name, now, by.actor());
    }
    Policy saved = read(name);
    record(null, by, Map.of("policy", name, "revision", saved.revision()));
    return new Saved(saved, before.isEmpty());
  }

  /**
   * @throws Refused {@code policy_not_found}
   */
  @Transactional(readOnly = true)
  public Policy read(String name) {
    return store.find(name).orElseThrow(Policies::missing);
  }

  /** By name. */
  @Transactional(readOnly = true)
  public Page<Policy> list(PageRequest page) {
    return store.list(page);
  }

  /**
   * @throws Refused {@code policy_not_found}, {@code policy_in_use}, {@code stale}
   */
  @Transactional
  public void delete(String name, Optional<Long> expected, Principal by) {
    Policy policy = store.lock(name).orElseThrow(Policies::missing);
    Revision.check(expected, policy.revision());
    List<String> bound = store.boundTo(policy, 5);
    if (!bound.isEmpty())
      throw inUse(name, "these models: " + String.join(", ", bound) + ". Unbind them first.");
    if (!policy.prefixes().isEmpty())
      throw inUse(
          name,
          "models whose names begin with "
              + String.join(", ", policy.prefixes())
              + ". Remove its prefixes first.");
    store.delete(policy, now());
    record(null, by, Map.of("policy", name, "deleted", true));
  }

  /**
   * Says which models the policy judges by the beginning of their names.
   *
   * @throws Refused {@code policy_not_found}, {@code invalid_field}
   */
  @Transactional
  public Policy setPrefixes(String name, List<String> prefixes, Principal by) {
    store.lockPrefixes();
    Policy policy = store.lock(name).orElseThrow(Policies::missing);
    Faults faults = new Faults().count(field("prefixes"), prefixes.size(), MAX_PREFIXES);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < Math.min(prefixes.size(), MAX_PREFIXES); i++) {
      FieldPath at = field("prefixes").item(i);
      String prefix = prefixes.get(i);
      if (!PREFIX.matcher(prefix).matches())
        faults.add(at, "must be the beginning of a model's name, without *", prefix);
      else if (!seen.add(prefix.toLowerCase(Locale.ROOT)))
        faults.add(at, "must not be named twice", prefix);
      else checkFree(prefix, name, at, faults);
    }
    faults.throwIfAny();
    if (Set.copyOf(policy.prefixes()).equals(Set.copyOf(prefixes))) return policy;
    Instant now = now();
    store.replacePrefixes(policy, prefixes, now);
    stale.prefixesChanged(
        Stream.concat(policy.prefixes().stream(), prefixes.stream()).toList(), now, by.actor());
    record(null, by, Map.of("policy", name, "prefixes", prefixes));
    return read(name);
  }

  private void checkFree(String prefix, String name, FieldPath at, Faults faults) {
    Optional<String> holder = store.holderOf(prefix);
    if (holder.isPresent() && !holder.get().equals(name))
      faults.add(
          at, "belongs to the policy %s; remove it there first".formatted(holder.get()), prefix);
  }

  /** The policy in force for a model; {@link PolicyInForce#NONE} if there is none. */
  @Transactional(readOnly = true)
  public PolicyInForce inForce(ModelRef model) {
    return inForce.inForce(model, null).orElse(PolicyInForce.NONE);
  }

  /**
   * As above, at an instant.
   *
   * @param model by the name that it had then
   */
  @Transactional(readOnly = true)
  public PolicyInForce inForce(ModelRef model, Instant at) {
    return inForce.inForce(model, at).orElse(PolicyInForce.NONE);
  }

  /**
   * The policy that judges a move, which nobody can change before the move is committed. The caller
   * holds the model's lock.
   */
  public PolicyInForce lockInForce(ModelRef model) {
    return inForce.lockInForce(model).orElse(PolicyInForce.NONE);
  }

  /**
   * Keeps prefixes from giving any model another policy until the transaction ends: for what is
   * bound to the policy in force and ends when it changes. The caller holds no other lock yet.
   */
  public void keepPrefixes() {
    store.lockPrefixesForShare();
  }

  /**
   * Binds a model to a policy.
   *
   * @throws Refused {@code invalid_field} if there is none of this name
   */
  @Transactional
  public PolicyInForce bind(ModelRef model, String name, Principal by) {
    models.lock(model);
    Policy policy =
        store
            .lock(name)
            .orElseThrow(
                () -> Refused.invalid(field("policy"), "must be the name of a policy", name));
    PolicyInForce before = inForce(model);
    if (before.own() && name.equals(before.policy())) return before;
    return changed(model, by, at -> inForce.bind(model, policy, by.name(), at));
  }

  /**
   * Gives a model a policy of its own. The same document again changes nothing.
   *
   * @throws Refused {@code invalid_field}
   */
  @Transactional
  public PolicyInForce bind(ModelRef model, PolicyDocument document, Principal by) {
    check(document);
    models.lock(model);
    PolicyInForce before = inForce(model);
    if (before.own() && before.policy() == null && document.equals(before.document()))
      return before;
    int revision = inForce.lastOwnRevision(model) + 1;
    return changed(model, by, at -> inForce.bind(model, document, revision, by.name(), at));
  }

  /** Takes the model's own policy from it. A policy of a prefix then judges it, if one does. */
  @Transactional
  public PolicyInForce unbind(ModelRef model, Principal by) {
    models.lock(model);
    PolicyInForce before = inForce(model);
    return before.own() ? changed(model, by, at -> inForce.unbind(model, by.name(), at)) : before;
  }

  private interface Binding {
    void at(Instant at);
  }

  private PolicyInForce changed(ModelRef model, Principal by, Binding binding) {
    Instant at = models.nextInstant(model);
    binding.at(at);
    models.incrementRevision(model, at);
    stale.bindingChanged(model, at, by.actor());
    PolicyInForce now = inForce(model);
    Map<String, Object> detail = new HashMap<>();
    if (now.policy() != null) detail.put("policy", now.policy());
    if (now.revision() != null) detail.put("revision", now.revision());
    detail.put("own", now.own());
    record(model, by, detail);
    return now;
  }

  private void record(@Nullable ModelRef model, Principal by, Map<String, Object> detail) {
    audit.append(new Change(by.actor(), Action.POLICY_CHANGED, model, null, detail));
  }

  /**
   * @throws Refused {@code invalid_field} with an entry for each fault
   */
  static void check(PolicyDocument document) {
    Faults faults = new Faults();
    document.check(faults);
    faults.throwIfAny();
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name))
      throw Refused.invalid(
          field("policy"),
          "must be 1 to 64 of a-z 0-9 . _ - that begin with a letter or digit, and not schema",
          name);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Refused inUse(String name, String users) {
    return Refused.because(
        ProblemCode.POLICY_IN_USE, "The policy %s judges %s".formatted(name, users));
  }

  private static Refused missing() {
    return Refused.because(ProblemCode.POLICY_NOT_FOUND, "There is no policy of this name.")
        .with(new Remedy.ListPolicies());
  }
}
