package dev.roster.api.monitoring;

import dev.roster.core.monitoring.check.DriftCheck;
import dev.roster.core.monitoring.incident.Incident;
import dev.roster.core.monitoring.observation.Window;
import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.judgement.FeatureScore;
import dev.roster.drift.judgement.Outcome;
import dev.roster.drift.judgement.WindowJudgement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body that describes a check.
 *
 * @param version the checked version; null if no version was in the stage
 * @param detail what is wrong, if the outcome is an error
 */
record CheckBody(
    UUID id,
    UUID monitor,
    String model,
    @Nullable Integer version,
    DriftCheck.Cause cause,
    Instant slot,
    Window window,
    long rows,
    long baselineRows,
    @Nullable String baseline,
    Outcome outcome,
    AlarmState state,
    double driftedShare,
    Incident.@Nullable Worst worst,
    List<FeatureScore> features,
    @Nullable FeatureScore prediction,
    @Nullable String detail,
    Instant at) {
  static CheckBody of(DriftCheck check) {
    WindowJudgement judgement = check.judgement();
    return new CheckBody(
        check.id(),
        check.monitor(),
        check.model(),
        check.version(),
        check.cause(),
        check.slot(),
        check.window(),
        judgement.rows(),
        check.baselineRows(),
        check.baselineDigest(),
        judgement.outcome(),
        check.state(),
        judgement.driftedShare(),
        Incident.Worst.of(judgement),
        judgement.features(),
        judgement.prediction(),
        check.detail(),
        check.at());
  }

  /** The result of a replay. */
  record Replayed(int checks, AlarmState state) {}
}
