package dev.roster.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class JobSchedulingTest {
  private record Job(String name, Runnable work) implements BackgroundJob {
    @Override
    public Duration every() {
      return Duration.ofMillis(1);
    }

    @Override
    public void run() {
      work.run();
    }
  }

  @Test
  void aJobThatFailsRunsAgainAndNoneWaitsForOneThatHangs() throws InterruptedException {
    CountDownLatch failures = new CountDownLatch(3);
    CountDownLatch end = new CountDownLatch(1);
    Job failing =
        new Job(
            "failing",
            () -> {
              failures.countDown();
              throw new IllegalStateException("on purpose");
            });
    Job hanging =
        new Job(
            "hanging",
            () -> {
              try {
                end.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean("hanging", BackgroundJob.class, () -> hanging);
      context.registerBean("failing", BackgroundJob.class, () -> failing);
      context.register(JobScheduling.class);
      context.refresh();
      assertThat(failures.await(20, TimeUnit.SECONDS)).isTrue();
      end.countDown();
    }
  }
}
