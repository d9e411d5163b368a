package dev.roster.core.monitoring.incident;

import dev.roster.drift.judgement.Worst;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alarm with its history.
 *
 * @param closedBecause why it was closed; null while it is open
 * @param worst what was furthest over its threshold when it opened; null if nothing was
 */
public record Incident(
    UUID id,
    Kind kind,
    String model,
    UUID monitor,
    String monitorName,
    @Nullable Integer version,
    Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable String closedBecause,
    boolean acknowledged,
    @Nullable String note,
    @Nullable Worst worst,
    long revision) {

  /** What is wrong. */
  public enum Kind {
    DRIFT,
    NO_DATA;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind ofWire(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** What people say about it. */
  public record Remark(boolean acknowledged, @Nullable String note) {}
}
