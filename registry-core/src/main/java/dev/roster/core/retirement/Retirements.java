package dev.roster.core.retirement;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.approval.Request;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.Actor;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.lifecycle.VersionMoved;
import dev.roster.core.model.ModelStore;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Revision;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Announces that versions go out of use, and changes and withdraws announcements. */
@Service
public class Retirements {
  private static final int MAX_REASON = 2_000;

  private final RetirementStore retirements;
  private final Replacements replacements;
  private final ModelStore models;
  private final VersionStore versions;
  private final AuditLog audit;

  Retirements(
      RetirementStore retirements,
      Replacements replacements,
      ModelStore models,
      VersionStore versions,
      AuditLog audit) {
    this.retirements = retirements;
    this.replacements = replacements;
    this.models = models;
    this.versions = versions;
    this.audit = audit;
  }

  /**
   * Announces that the version goes out of use.
   *
   * @throws Refused {@code invalid_field}, {@code version_not_ready}, {@code version_retired},
   *     {@code retirement_announced}
   */
  @Transactional
  public Retirement announce(VersionRef version, Announcement wish, Principal by) {
    models.lock(version.model());
    refuseUnfit(versions.lock(version));
    if (retirements.find(version).isPresent())
      throw Refused.because(
          ProblemCode.RETIREMENT_ANNOUNCED,
          "The retirement of %s is announced already. Change the announcement, or withdraw it first."
              .formatted(version));
    Instant now = models.nextInstant(version.model());
    Retirement made = checked(version, wish, null, now, by);
    store(made, Action.RETIREMENT_ANNOUNCED);
    return made;
  }

  private static void refuseUnfit(Version version) {
    if (version.digest() == null)
      throw Refused.because(
          ProblemCode.VERSION_NOT_READY,
          version.ref() + " is a draft. Only versions that were finalized are retired.");
    if (version.stage() == Stage.RETIRED)
      throw Refused.because(
          ProblemCode.VERSION_RETIRED,
          version.ref() + " is retired already, so there is nothing to announce.");
  }

  /**
   * Changes the announcement. The version is then retired by itself in the name of the caller.
   *
   * @throws Refused {@code invalid_field}, {@code retirement_not_found}, {@code stale}
   */
  @Transactional
  public Retirement change(
      VersionRef version,
      UnaryOperator<Announcement> patch,
      Optional<Long> expected,
      Principal by) {
    models.lock(version.model());
    Retirement before = find(version);
    Revision.check(expected, before.revision());
    Announcement was = announcement(before);
    Announcement wish = patch.apply(was);
    if (wish.equals(was) && before.by().principal().equals(by.id())) return before;
    Retirement made = checked(version, wish, before, models.nextInstant(version.model()), by);
    store(made, Action.RETIREMENT_CHANGED);
    return made;
  }

  private static Announcement announcement(Retirement retirement) {
    return new Announcement(
        retirement.sunset(),
        retirement.replacement() == null ? null : retirement.replacement().text(),
        retirement.reason());
  }

  /**
   * @param before the announcement that is changed; what it says already is not checked again
   */
  private Retirement checked(
      VersionRef version,
      Announcement wish,
      @Nullable Retirement before,
      Instant now,
      Principal by) {
    Faults faults = new Faults();
    Instant sunset =
        wish.sunset() == null ? null : wish.sunset().truncatedTo(ChronoUnit.MICROS); // as stored
    if (sunset == null) faults.add(field("sunset"), "is required");
    else if (!sunset.isAfter(now) && (before == null || !sunset.equals(before.sunset())))
      faults.add(field("sunset"), "must be in the future", wish.sunset());
    Retirement.Replacement kept = before == null ? null : before.replacement();
    if (kept == null || !kept.text().equals(wish.replacement())) {
      VersionRef found = replacements.find(wish.replacement(), version, by, faults);
      kept = found == null ? null : new Retirement.Replacement(found, true);
    }
    faults.text(field("reason"), wish.reason(), MAX_REASON);
    faults.throwIfAny();
    return new Retirement(
        version,
        Objects.requireNonNull(sunset),
        kept,
        wish.reason(),
        Request.Requester.of(by),
        before == null ? now : before.at(),
        now,
        before == null || sunset.isAfter(now) ? null : before.dueAt());
  }

  private void store(Retirement made, Action action) {
    retirements.put(made);
    models.incrementRevision(made.version().model(), made.changedAt()); // as resolve answers change
    Request.Requester by = made.by();
    audit.append(
        Change.of(new Actor(by.name(), by.tokenId()), action, made.version(), detail(made)));
  }

  static Map<String, Object> detail(Retirement retirement) {
    Map<String, Object> detail = new HashMap<>(Map.of("sunset", retirement.sunset().toString()));
    if (retirement.replacement() != null)
      detail.put("replacement", retirement.replacement().text());
    if (retirement.reason() != null) detail.put("reason", retirement.reason());
    return detail;
  }

  /**
   * @throws Refused {@code retirement_not_found}, {@code stale}
   */
  @Transactional
  public void withdraw(VersionRef version, Optional<Long> expected, Principal by) {
    models.lock(version.model());
    Retirement before = find(version);
    Revision.check(expected, before.revision());
    remove(before, by.actor());
  }

  private void remove(Retirement before, Actor by) {
    VersionRef version = before.version();
    retirements.remove(version);
    models.incrementRevision(version.model(), models.nextInstant(version.model()));
    audit.append(Change.of(by, Action.RETIREMENT_WITHDRAWN, version, detail(before)));
  }

  /** A version that comes back from {@code retired} is to be used again. */
  @EventListener
  void moved(VersionMoved move) {
    if (move.transition().from() == Stage.RETIRED)
      retirements
          .find(move.transition().version())
          .ifPresent(retirement -> remove(retirement, move.by()));
  }

  /**
   * @throws Refused {@code retirement_not_found}
   */
  private Retirement find(VersionRef version) {
    return retirements
        .find(version)
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.RETIREMENT_NOT_FOUND,
                    "The retirement of %s is not announced.".formatted(version)));
  }

  /** The announcement of the version, if there is one. */
  public Optional<Retirement> announced(VersionRef version) {
    return retirements.find(version);
  }
}
