package dev.roster.api.monitoring;

import static dev.roster.http.request.RequestPart.BODY;

import dev.roster.core.monitoring.monitor.Schedule;
import dev.roster.core.monitoring.observation.Window;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a request for a check: of the present window, of one past window, or a replay. */
record CheckRequest(
    @Nullable Instant from, @Nullable Instant to, @Nullable Boolean replay, @Nullable String step) {
  private static final Duration MAX_SPAN = Duration.ofDays(3_660);

  boolean isReplay() {
    if (Boolean.TRUE.equals(replay)) return true;
    if (step != null) throw Refused.invalid(BODY.field("step"), "can only be used with replay");
    return false;
  }

  boolean isPresent() {
    return from == null && to == null;
  }

  /**
   * @throws Refused {@code invalid_field}
   */
  Window window() {
    Faults faults = new Faults();
    if (from == null) faults.add(BODY.field("from"), "is required, together with to");
    if (to == null) faults.add(BODY.field("to"), "is required, together with from");
    faults.throwIfAny();
    Instant begin = Objects.requireNonNull(from);
    Instant end = Objects.requireNonNull(to);
    if (!Window.isFullHour(begin))
      faults.add(BODY.field("from"), "must be on a full UTC hour", begin);
    if (!Window.isFullHour(end)) faults.add(BODY.field("to"), "must be on a full UTC hour", end);
    if (!begin.isBefore(end)) faults.add(BODY.field("to"), "must be after from, " + begin, end);
    else if (Duration.between(begin, end).compareTo(MAX_SPAN) > 0)
      faults.add(BODY.field("to"), "must be at most ten years after from, " + begin, end);
    faults.throwIfAny();
    return new Window(begin, end);
  }

  /**
   * @throws Refused {@code invalid_field}
   */
  Duration stepLength() {
    if (step == null) throw Refused.invalid(BODY.field("step"), "is required for a replay");
    Duration length = Schedule.parse(BODY.field("step"), step);
    if (length.toSeconds() < 3_600 || length.toSeconds() % 3_600 != 0 || length.getNano() != 0)
      throw Refused.invalid(
          BODY.field("step"), "must be a whole number of hours, one or more", step);
    return length;
  }
}
