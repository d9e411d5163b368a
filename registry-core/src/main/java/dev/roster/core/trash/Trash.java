package dev.roster.core.trash;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.history.Fact;
import dev.roster.core.history.FactChange;
import dev.roster.core.hold.Holds;
import dev.roster.core.model.AliasName;
import dev.roster.core.model.AliasStore;
import dev.roster.core.model.Model;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Restores deleted models and versions, or purges them. A purge reclaims the bytes and frees the
 * name of a model. The audit log and the history stay.
 */
@Service
public class Trash {
  private final TrashStore trash;
  private final ModelStore models;
  private final VersionStore versions;
  private final AliasStore aliases;
  private final Holds holds;
  private final AuditLog audit;
  private final ApplicationEventPublisher events;

  Trash(
      TrashStore trash,
      ModelStore models,
      VersionStore versions,
      AliasStore aliases,
      Holds holds,
      AuditLog audit,
      ApplicationEventPublisher events) {
    this.trash = trash;
    this.models = models;
    this.versions = versions;
    this.aliases = aliases;
    this.holds = holds;
    this.audit = audit;
    this.events = events;
  }

  /** Lists what the caller may restore or purge. What was deleted last comes first. */
  public Page<Trashed> list(Principal by, PageRequest page) {
    return trash.list(by.visibility(Permission.DELETE), page);
  }

  /**
   * Restores a model as it was, with its versions, stages and aliases. Versions that were deleted
   * on their own stay deleted.
   *
   * @throws Refused {@code not_deleted}
   */
  @Transactional
  public Model restore(ModelRef model, Principal by) {
    if (!trash.lockDeleted(model)) throw notDeleted(model);
    Instant now = models.nextInstant(model);
    trash.restore(model, now);
    events.publishEvent(new ModelRestored(model, now));
    audit.append(
        Change.of(by.actor(), Action.MODEL_RESTORED, model, Map.of())
            .with(List.of(FactChange.ofModel(Fact.DELETED, false, now))));
    return models.read(model);
  }

  /**
   * Restores a version in the stage that it was in, as the last that came there. The aliases that
   * were deleted with it point to it again, unless somebody has set them since.
   *
   * @throws Refused {@code not_deleted}, also when its bytes were reclaimed
   */
  @Transactional
  public Version restore(VersionRef ref, Principal by) {
    models.lock(ref.model());
    checkDeleted(ref);
    Instant now = models.nextInstant(ref.model());
    List<FactChange> made = new ArrayList<>();
    List<String> back = new ArrayList<>();
    for (AliasName alias : trash.aliasesLeft(ref)) {
      aliases.put(ref, alias, by.name(), now);
      back.add(alias.text());
      made.add(FactChange.aliasTo(alias.text(), ref.number(), now));
    }
    trash.restore(ref, now);
    models.incrementRevision(ref.model(), now);
    Version restored = versions.read(ref);
    if (restored.stage() != Stage.NONE)
      made.add(FactChange.ofVersion(ref, Fact.STAGE, restored.stage().wire(), now));
    made.add(FactChange.ofVersion(ref, Fact.DELETED, false, now));
    events.publishEvent(new VersionRestored(ref, restored.stage(), by.actor(), now));
    audit.append(
        Change.of(
                by.actor(),
                Action.VERSION_RESTORED,
                ref,
                back.isEmpty() ? Map.of() : Map.of("aliases", back))
            .with(made));
    return restored;
  }

  /**
   * @throws Refused {@code not_deleted}, {@code on_hold}
   */
  @Transactional
  public void purge(ModelRef model, Principal by) {
    if (!trash.lockDeleted(model)) throw notDeleted(model);
    holds.refuseHeld(model);
    trash.purge(model, models.nextInstant(model));
    audit.append(Change.of(by.actor(), Action.MODEL_PURGED, model, Map.of()));
  }

  /**
   * @throws Refused {@code not_deleted}, also when it was purged before; {@code on_hold}
   */
  @Transactional
  public void purge(VersionRef ref, Principal by) {
    models.lock(ref.model());
    checkDeleted(ref);
    holds.refuseHeld(ref);
    trash.purge(ref, models.nextInstant(ref.model()));
    audit.append(Change.of(by.actor(), Action.VERSION_PURGED, ref, Map.of()));
  }

  private void checkDeleted(VersionRef ref) {
    VersionStatus status = trash.lock(ref);
    if (status == VersionStatus.DELETED) return;
    throw Refused.because(
        ProblemCode.NOT_DELETED,
        status == VersionStatus.RECLAIMED
            ? "The bytes of %s were reclaimed: it can be neither restored nor purged again."
                .formatted(ref)
            : "%s is not deleted. Delete it before you purge it.".formatted(ref));
  }

  private static Refused notDeleted(ModelRef model) {
    return Refused.because(
        ProblemCode.NOT_DELETED,
        "The model %s is not deleted. Delete it before you purge it.".formatted(model.name()));
  }
}
