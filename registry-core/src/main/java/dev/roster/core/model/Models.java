package dev.roster.core.model;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.history.ReadableFact;
import dev.roster.core.hold.Holds;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Revision;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Registers, describes and deletes models. */
@Service
public class Models {
  private final ModelStore models;
  private final Holds holds;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Models(
      ModelStore models,
      Holds holds,
      AuditLog audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.models = models;
    this.holds = holds;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws Refused {@code forbidden}, {@code model_exists}
   */
  @Transactional
  public Model register(ModelName name, ModelFacts facts, Principal by) {
    ModelAccess.requireForNew(Permission.REGISTER, name, by);
    facts.check();
    Instant now = clock.instant();
    ModelRef model = models.insert(name, facts, by.name(), now).orElseThrow(() -> taken(name));
    List<FactChange> made = new ArrayList<>(changes(ModelFacts.NONE, facts, now));
    made.add(FactChange.ofModel(Fact.NAME, name.text(), now));
    audit.append(
        Change.of(by.actor(), Action.MODEL_CREATED, model, changed(ModelFacts.NONE, facts))
            .with(made));
    return models.read(model);
  }

  public Model read(ModelRef model) {
    return models.read(model);
  }

  /** The models that the caller may see. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ) // one snapshot for all
  public SearchResult<Model> list(Search search, Principal by) {
    return models.list(search, by.visibility());
  }

  /**
   * Changes the facts and the name of a model. A grant on one model stays with the model when it is
   * renamed; a grant on a prefix holds for all models whose names have it.
   *
   * @param change returns the new state for the present one
   * @throws Refused {@code forbidden} when it is renamed and the caller is not its administrator
   *     under both names, {@code model_exists}, {@code stale}
   */
  @Transactional
  public Model describe(
      ModelRef model, UnaryOperator<Described> change, Optional<Long> expected, Principal by) {
    Revision.check(expected, models.lock(model));
    Model before = models.read(model);
    ModelFacts old = new ModelFacts(before.description(), before.owner(), before.tags());
    Described wanted = change.apply(new Described(before.ref().name(), old));
    ModelFacts facts = wanted.facts();
    facts.check();
    boolean renamed = !wanted.name().equals(before.ref().name());
    if (facts.equals(old) && !renamed) return before;

    Instant now = models.nextInstant(model);
    List<FactChange> made = new ArrayList<>(changes(old, facts, now));
    Map<String, Object> detail = changed(old, facts);
    if (renamed) {
      rename(before.ref(), wanted.name(), by);
      made.add(FactChange.ofModel(Fact.NAME, wanted.name().text(), now));
      detail.put("from", before.ref().name().text());
      detail.put("to", wanted.name().text());
    }
    models.update(model, facts, now);
    ModelRef after = new ModelRef(model.id(), wanted.name());
    if (renamed) events.publishEvent(new ModelRenamed(after, by.actor(), now));
    Action action = renamed ? Action.MODEL_RENAMED : Action.MODEL_CHANGED;
    audit.append(Change.of(by.actor(), action, after, detail).with(made));
    return models.read(after);
  }

  private void rename(ModelRef model, ModelName to, Principal by) {
    ModelAccess.require(Permission.DELETE, model, by);
    ModelAccess.requireForNew(Permission.DELETE, to, by);
    if (!models.rename(model, to)) throw taken(to);
  }

  private Refused taken(ModelName name) {
    if (models.isDeleted(name))
      return Refused.because(
              ProblemCode.MODEL_EXISTS, "A deleted model has the name %s.".formatted(name))
          .with(new Remedy.FreeName(name.text()));
    return Refused.because(
        ProblemCode.MODEL_EXISTS,
        "The name %s is taken (names ignore case). Choose another.".formatted(name));
  }

  /**
   * Removes a model from lists and resolve. Its name stays taken, and it can be restored.
   *
   * @throws Refused {@code in_production} when a version of it serves, {@code on_hold}
   */
  @Transactional
  public void delete(ModelRef model, Optional<Long> expected, Principal by) {
    Revision.check(expected, models.lock(model));
    Integer serving = models.read(model).production();
    if (serving != null)
      throw Refused.because(
          ProblemCode.IN_PRODUCTION,
          "Version %d of %s is in production. Move it to staging or retired first."
              .formatted(serving, model.name()));
    holds.refuseHeld(model);
    Instant now = models.nextInstant(model);
    models.delete(model, now);
    events.publishEvent(new ModelDeleted(model, by.actor(), now));
    audit.append(
        Change.of(by.actor(), Action.MODEL_DELETED, model, Map.of())
            .with(List.of(FactChange.ofModel(Fact.DELETED, true, now))));
  }

  private static Map<String, Object> changed(ModelFacts before, ModelFacts after) {
    Map<String, Object> detail = new HashMap<>();
    ReadableFact.changed(ModelFacts.FACTS, before, after)
        .forEach((fact, value) -> detail.put(fact.wire(), value));
    return detail;
  }

  private static List<FactChange> changes(ModelFacts before, ModelFacts after, Instant at) {
    List<FactChange> made = new ArrayList<>();
    ReadableFact.changed(ModelFacts.FACTS, before, after)
        .forEach((fact, value) -> made.add(FactChange.ofModel(fact, value, at)));
    return made;
  }
}
