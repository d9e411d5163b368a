package dev.roster.core.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sending of one event to a webhook, with its attempts.
 *
 * @param event the id of the event
 * @param type such as {@code version.created}
 * @param next when it is tried next; null if it is not
 */
public record Delivery(
    UUID id,
    String event,
    String type,
    State state,
    List<Attempt> attempts,
    @Nullable Instant next) {
  /** How many attempts are kept; the last ones. */
  public static final int MAX_ATTEMPTS = 30;

  public enum State {
    WAITING,
    DELIVERED,
    FAILED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One try.
   *
   * @param status of the receiver's answer; null if there was none
   * @param error what went wrong, in Roster's words; null if nothing did
   */
  public record Attempt(
      Instant at, @Nullable Integer status, long millis, @Nullable String error) {}
}
