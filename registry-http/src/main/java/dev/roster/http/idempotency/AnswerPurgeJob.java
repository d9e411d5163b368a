package dev.roster.http.idempotency;

import dev.roster.core.idempotency.Answers;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Forgets answers after their 24 hours; each replica does, which harms nothing. */
@Configuration
@EnableScheduling
class AnswerPurgeJob {
  private final Answers answers;

  AnswerPurgeJob(Answers answers) {
    this.answers = answers;
  }

  @Scheduled(initialDelay = 60_000, fixedDelay = 900_000)
  void forget() {
    answers.purge();
  }
}
