package dev.roster.http.idempotency;

import dev.roster.core.idempotency.Answers;
import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Deletes answers that are older than 24 hours. */
@Component
class AnswerExpiry implements BackgroundJob {
  private final Answers answers;

  AnswerExpiry(Answers answers) {
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
    answers.purge();
  }
}
