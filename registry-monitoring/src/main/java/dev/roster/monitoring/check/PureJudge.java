package dev.roster.monitoring.check;

import dev.roster.core.monitoring.WindowJudge;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.judgement.DriftRules;
import dev.roster.drift.judgement.Judge;
import dev.roster.drift.judgement.Judgement;
import dev.roster.drift.judgement.Outcome;
import dev.roster.drift.profile.Profile;
import org.springframework.stereotype.Component;

/** The judgement for who runs checks. */
@Component
class PureJudge implements WindowJudge {
  @Override
  public Judgement judge(Baseline baseline, Profile window, DriftRules rules) {
    return Judge.judge(baseline, window, rules);
  }

  @Override
  public boolean wantsMoreRows(Judgement judgement) {
    return judgement.outcome() == Outcome.INSUFFICIENT_DATA || Judge.isNoisy(judgement);
  }
}
