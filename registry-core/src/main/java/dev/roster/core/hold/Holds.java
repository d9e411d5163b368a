package dev.roster.core.hold;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Places and lifts holds, and refuses to delete what is held. */
@Service
public class Holds {
  private static final int MAX_REASON = 2_000;

  private final HoldStore holds;
  private final AuditLog audit;
  private final Clock clock;

  Holds(HoldStore holds, AuditLog audit, Clock clock) {
    this.holds = holds;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param isNew the version was not held before
   */
  public record Placed(Hold hold, boolean isNew) {}

  /**
   * Holds the version, deleted or not, or changes its hold.
   *
   * @param end when the hold ends by itself; null: never
   * @throws Refused {@code invalid_field}
   */
  @Transactional
  public Placed place(
      VersionRef version, @Nullable String reason, @Nullable Instant end, Principal by) {
    Instant until = end == null ? null : end.truncatedTo(ChronoUnit.MICROS); // as it is stored
    Faults faults = new Faults();
    faults.requiredText(field("reason"), reason, MAX_REASON);
    holds.lockModel(version.model());
    Instant now = clock.instant();
    if (until != null && !until.isAfter(now))
      faults.add(field("until"), "must be in the future", until);
    faults.throwIfAny();
    String why = Objects.requireNonNull(reason);
    Optional<Hold> before = holds.find(version, now);
    if (before.isPresent() && before.get().isAs(why, until)) return new Placed(before.get(), false);
    Hold hold = new Hold(why, until, by.name(), now);
    holds.put(version, hold);
    Map<String, Object> detail = new HashMap<>(Map.of("reason", why));
    if (until != null) detail.put("until", until.toString());
    audit.append(Change.of(by.actor(), Action.HOLD_PLACED, version, detail));
    return new Placed(hold, before.isEmpty());
  }

  /**
   * @throws Refused {@code hold_not_found}
   */
  public Hold read(VersionRef version) {
    return holds.find(version, clock.instant()).orElseThrow(() -> missing(version));
  }

  /**
   * Lifts the hold of the version.
   *
   * @throws Refused {@code hold_not_found}
   */
  @Transactional
  public void lift(VersionRef version, Principal by) {
    holds.lockModel(version.model());
    Hold hold = read(version);
    holds.remove(version);
    audit.append(
        Change.of(by.actor(), Action.HOLD_LIFTED, version, Map.of("reason", hold.reason())));
  }

  private static Refused missing(VersionRef version) {
    return Refused.because(ProblemCode.HOLD_NOT_FOUND, version + " is not held.");
  }

  /**
   * Refuses to delete a version that is held. The caller holds the lock of the model.
   *
   * @throws Refused {@code on_hold}
   */
  public void refuseHeld(VersionRef version) {
    Optional<Hold> hold = holds.find(version, clock.instant());
    if (hold.isPresent())
      throw Refused.because(
          ProblemCode.ON_HOLD,
          "%s is on hold (%s), so it cannot be deleted. Lift the hold first."
              .formatted(version, hold.get().reason()));
  }

  /**
   * Refuses to delete a model with a version that is held. The caller holds the lock of the model.
   *
   * @throws Refused {@code on_hold}
   */
  public void refuseHeld(ModelRef model) {
    List<Integer> held = holds.held(model, clock.instant());
    if (!held.isEmpty())
      throw Refused.because(
          ProblemCode.ON_HOLD,
          "Versions of %s are on hold (%s), so it cannot be deleted. Lift the holds first."
              .formatted(
                  model.name(),
                  held.stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }
}
