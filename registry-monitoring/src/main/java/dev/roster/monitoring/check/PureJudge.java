package dev.roster.monitoring.check;

import dev.roster.core.monitoring.Baseline;
import dev.roster.core.monitoring.DriftRules;
import dev.roster.core.monitoring.Judgement;
import dev.roster.core.monitoring.Outcome;
import dev.roster.core.monitoring.Profile;
import dev.roster.core.monitoring.WindowJudge;
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
