package dev.roster.core.monitoring.incident;

import dev.roster.drift.judgement.WindowJudgement;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alarm with its history.
 *
 * @param closedBecause why it was closed; null while it is open
 * @param worst the feature that stood out when it opened; null when there was none
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

  /** The feature that moved most. */
  public record Worst(String feature, double score) {
    /** The worst feature of a judgement; null if no feature has a score. */
    public static @Nullable Worst of(WindowJudgement judgement) {
      return judgement.worst().map(f -> new Worst(f.name(), f.score())).orElse(null);
    }
  }
}
