package dev.roster.http.idempotency;

import dev.roster.core.idempotency.AnswerStore;
import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Deletes answers that are older than 24 hours. */
@Component
class AnswerExpiry implements BackgroundJob {
  private final AnswerStore answers;

  AnswerExpiry(AnswerStore answers) {
    this.answers = answers;
  }

  @Override
  public String name() {
    return "answer-expiry";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(15);
  }

  @Override
  public Duration firstAfter() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    answers.deleteExpired();
  }
}
