package dev.roster.core.consumer;

import dev.roster.core.job.BackgroundJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Stores what this server counted, so often that it is at most a minute late, and when the server
 * stops.
 */
@Component
class ConsumerStoring implements BackgroundJob, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerStoring.class);

  private final Consumers consumers;

  ConsumerStoring(Consumers consumers) {
    this.consumers = consumers;
  }

  @Override
  public String name() {
    return "consumer-storing";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run() {
    consumers.store();
  }

  @Override
  public void destroy() {
    try {
      consumers.store();
    } catch (RuntimeException failed) { // the rest of the server stops all the same
      LOG.warn("The last uses of versions could not be stored: {}", failed.getMessage());
    }
  }
}
