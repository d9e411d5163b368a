package dev.roster.core.model;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Revision;
import dev.roster.core.search.Filter;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers, describes and deletes models. */
@Service
public class Models {
  private final ModelStore models;
  private final AuditLog audit;
  private final Clock clock;

  Models(ModelStore models, AuditLog audit, Clock clock) {
    this.models = models;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @throws Refused {@code forbidden}, {@code model_exists}
   */
  @Transactional
  public Model register(ModelName name, ModelFacts facts, Principal by) {
    if (!by.may(Permission.REGISTER, name))
      throw Refused.because(
          ProblemCode.FORBIDDEN,
          "Your token may not register a model of this name. Ask for a grant of the role contributor on it.");
    facts.check();
    ModelRef model =
        models
            .insert(name, facts, by.name(), clock.instant())
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.MODEL_EXISTS,
                        "The name %s is taken (names ignore case, and a deleted model keeps its name). Choose another."
                            .formatted(name)));
    audit.append(Change.of(by.name(), Action.MODEL_CREATED, model, shown(facts)));
    return models.read(model);
  }

  public Model read(ModelRef model) {
    return models.read(model);
  }

  public Page<Model> list(Filter filter, Principal by, PageRequest page) {
    return models.list(filter, by.visibility(), page);
  }

  /**
   * Changes what people say of it.
   *
   * @param change from the facts that are there to those that shall be
   */
  @Transactional
  public Model describe(
      ModelRef model, UnaryOperator<ModelFacts> change, Optional<Long> expected, Principal by) {
    Revision.check(expected, models.lock(model));
    Model before = models.read(model);
    ModelFacts old = new ModelFacts(before.description(), before.owner(), before.tags());
    ModelFacts facts = change.apply(old);
    facts.check();
    if (facts.equals(old)) return before;
    models.update(model, facts, clock.instant());
    audit.append(Change.of(by.name(), Action.MODEL_CHANGED, model, changed(old, facts)));
    return models.read(model);
  }

  /**
   * Takes it out of lists and resolve. Its name stays taken.
   *
   * @throws Refused {@code in_production} when a version of it serves
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
    Instant now = clock.instant();
    models.delete(model, now);
    audit.append(Change.of(by.name(), Action.MODEL_DELETED, model, Map.of()));
  }

  private static Map<String, Object> shown(ModelFacts facts) {
    return changed(new ModelFacts(null, null, Map.of()), facts);
  }

  private static Map<String, Object> changed(ModelFacts old, ModelFacts facts) {
    Map<String, Object> detail = new HashMap<>();
    if (!Objects.equals(old.description(), facts.description()))
      detail.put("description", facts.description());
    if (!Objects.equals(old.owner(), facts.owner())) detail.put("owner", facts.owner());
    if (!old.tags().equals(facts.tags())) detail.put("tags", facts.tags());
    return detail;
  }
}
