package dev.roster.core.retirement;

import dev.roster.core.approval.Request;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The announcement that a version goes out of use.
 *
 * @param sunset when it shall no longer be used
 * @param replacement what to use instead
 * @param by who announced it or changed the announcement last; a version is retired by itself in
 *     this name
 * @param at when it was announced
 * @param changedAt when the announcement was made or changed last
 * @param dueAt when the audit log said that the sunset has passed; null if it has not yet
 */
public record Retirement(
    VersionRef version,
    Instant sunset,
    @Nullable Replacement replacement,
    @Nullable String reason,
    Request.Requester by,
    Instant at,
    Instant changedAt,
    @Nullable Instant dueAt) {
  /**
   * The version to use instead.
   *
   * @param present whether neither it nor its model was deleted since
   */
  public record Replacement(VersionRef version, boolean present) {
    /** As callers name it, such as {@code credit/9}. */
    public String text() {
      return version.model().name() + "/" + version.number();
    }
  }

  /** Where an announced version is on its way. */
  public enum State {
    ANNOUNCED,
    /** The sunset has passed, and the version is not retired. */
    DUE,
    RETIRED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param stage of the version
   */
  State state(Stage stage, Instant now) {
    if (stage == Stage.RETIRED) return State.RETIRED;
    return sunset.isAfter(now) ? State.ANNOUNCED : State.DUE;
  }

  /** Another one with each change, also after the announcement was withdrawn and made again. */
  public long revision() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, changedAt);
  }
}
