package dev.roster.core.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a delivery that failed is tried again. */
final class RetrySchedule {
  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6));

  /** A longer wish of a receiver is taken as this. */
  private static final Duration LONGEST_WISH = Duration.ofHours(24);

  private static final double JITTER = 0.1;

  private RetrySchedule() {}

  /**
   * @param tries that failed, this one included
   * @param retryAfter the wish of the receiver, as it was sent: seconds, or a date
   * @param random 0 to 1, so that deliveries that failed together are not tried together
   */
  static Instant next(int tries, @Nullable String retryAfter, Instant now, double random) {
    Duration delay = DELAYS.get(Math.min(tries, DELAYS.size()) - 1);
    long millis = Math.round(delay.toMillis() * (1 + JITTER * (2 * random - 1)));
    Instant table = now.plusMillis(millis);
    Instant wish = retryAfter == null ? now : wish(retryAfter.strip(), now);
    return wish.isAfter(table) ? wish : table;
  }

  private static Instant wish(String retryAfter, Instant now) {
    Instant longest = now.plus(LONGEST_WISH);
    if (retryAfter.matches("[0-9]{10,}")) return longest;
    try {
      Instant wish =
          retryAfter.matches("[0-9]+")
              ? now.plusSeconds(Long.parseLong(retryAfter))
              : ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return wish.isAfter(longest) ? longest : wish;
    } catch (DateTimeException noDate) {
      return now;
    }
  }
}
