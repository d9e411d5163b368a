package dev.roster.core.monitoring.monitor;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** When a monitor's slots are: at multiples of a duration since 1970, or by cron, in UTC. */
public sealed interface Schedule {
  Duration MIN_INTERVAL = Duration.ofSeconds(10);
  Duration MAX_INTERVAL = Duration.ofDays(366);

  /** The first slot after an instant. */
  Instant next(Instant after);

  /** How far slots are apart, as {@code roster_monitor_interval_seconds} shows it. */
  Duration interval(Instant at);

  /** The last slot that is due at {@code now}, when {@code slot} is due already. */
  Instant latestDue(Instant slot, Instant now);

  static Schedule every(String text) {
    Duration every = parse(field("every"), text);
    if (every.compareTo(MIN_INTERVAL) < 0
        || every.compareTo(MAX_INTERVAL) > 0
        || every.getNano() != 0)
      throw Refused.invalid(
          field("every"), "must be a whole number of seconds from PT10S to P366D", text);
    return new Every(every);
  }

  static Schedule cron(String text) {
    String six = text.trim().split("\\s+").length == 5 ? "0 " + text.trim() : text.trim();
    CronExpression expression;
    try {
      expression = CronExpression.parse(six);
    } catch (IllegalArgumentException unreadable) {
      throw Refused.invalid(
          field("cron"),
          "must be a cron expression of five fields, or of six that begin with the seconds",
          text);
    }
    Cron cron = new Cron(text, expression);
    Instant slot = Instant.EPOCH;
    for (int i = 0; i < 100; i++) {
      Instant next = cron.nextOrNull(slot);
      if (next == null) throw Refused.invalid(field("cron"), "must name a time that occurs", text);
      if (i > 0 && Duration.between(slot, next).compareTo(MIN_INTERVAL) < 0)
        throw Refused.invalid(field("cron"), "must not run more often than every 10 seconds", text);
      slot = next;
    }
    return cron;
  }

  /** An ISO-8601 duration of days, hours, minutes and seconds. */
  static Duration parse(FieldPath pointer, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException unreadable) {
      throw Refused.invalid(pointer, "must be an ISO-8601 duration such as PT1H or P30D", text);
    }
  }

  /** Writes whole days as days: {@code P30D} instead of {@code PT720H}. */
  static String text(Duration duration) {
    boolean wholeDays = duration.toDays() > 0 && duration.toSeconds() % 86_400 == 0;
    return wholeDays ? "P" + duration.toDays() + "D" : duration.toString();
  }

  /** At multiples of a duration since 1970-01-01T00:00Z. */
  record Every(Duration every) implements Schedule {
    @Override
    public Instant next(Instant after) {
      long seconds = every.toSeconds();
      return Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), seconds) + 1) * seconds);
    }

    @Override
    public Instant latestDue(Instant slot, Instant now) {
      Instant latest = next(now).minus(every);
      return latest.isAfter(slot) ? latest : slot;
    }

    @Override
    public Duration interval(Instant at) {
      return every;
    }
  }

  /** By a cron expression. */
  record Cron(String text, CronExpression expression) implements Schedule {
    @Nullable Instant nextOrNull(Instant after) {
      LocalDateTime next = expression.next(LocalDateTime.ofInstant(after, ZoneOffset.UTC));
      return next == null ? null : next.toInstant(ZoneOffset.UTC);
    }

    @Override
    public Instant next(Instant after) {
      Instant next = nextOrNull(after);
      if (next == null) throw new IllegalStateException("cron " + text + " has ended");
      return next;
    }

    @Override
    public Instant latestDue(Instant slot, Instant now) {
      Instant latest = slot;
      for (Instant next = next(slot); !next.isAfter(now); next = next(next)) latest = next;
      return latest;
    }

    @Override
    public Duration interval(Instant at) {
      Instant next = next(at);
      return Duration.between(next, next(next));
    }
  }
}
