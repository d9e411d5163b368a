package dev.roster.api.monitoring;

import dev.roster.core.monitoring.check.DriftCheck;
import dev.roster.core.monitoring.observation.Window;
import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.judgement.FeatureScore;
import dev.roster.drift.judgement.Outcome;
import dev.roster.drift.judgement.UnjudgedColumn;
import dev.roster.drift.judgement.WindowJudgement;
import dev.roster.drift.judgement.Worst;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body that describes a check.
 *
 * @param version the checked version; null if no version was in the stage
 * @param worst the drifted feature that is furthest over its threshold; null if nothing drifted
 * @param notJudged columns of the baseline that cannot be judged
 * @param detail what is wrong, if the outcome is an error
 */
public record CheckBody(
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
    @Nullable Worst worst,
    List<FeatureScore> features,
    @Nullable FeatureScore prediction,
    List<UnjudgedColumn> notJudged,
    @Nullable String detail,
    Instant at) {
  public static CheckBody of(DriftCheck check) {
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
        judgement.worst(),
        judgement.features(),
        judgement.prediction(),
        judgement.notJudged(),
        check.detail(),
        check.at());
  }

  /** The result of a replay. */
  record Replayed(int checks, AlarmState state) {}
}
