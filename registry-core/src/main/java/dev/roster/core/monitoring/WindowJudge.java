package dev.roster.core.monitoring;

import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.judgement.DriftRules;
import dev.roster.drift.judgement.Judgement;
import dev.roster.drift.profile.Profile;

/** Judges windows: a pure function of baseline, profile and rules. */
public interface WindowJudge {
  Judgement judge(Baseline baseline, Profile window, DriftRules rules);

  /** Whether there are too few rows to tell drift from noise, so that more hours would help. */
  boolean wantsMoreRows(Judgement judgement);
}
