package dev.roster.core.job;

import java.time.Duration;

/**
 * Work that each server does at an interval. A capability contributes a job as a bean. Servers run
 * it at the same time, so each run must be safe beside another, and safe to repeat.
 */
public interface BackgroundJob {
  /** Names the job in the log, such as {@code artifact-sweep}. */
  String name();

  /** The time between the end of a run and the begin of the next. */
  Duration every();

  /** The time between the start of the server and the first run. */
  default Duration firstAfter() {
    return every();
  }

  /** A run that fails is logged, and the next one is due as usual. */
  void run();
}
