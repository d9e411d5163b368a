package dev.roster.core.artifact;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The uploads that run in this server. While an upload runs, its lease is renewed, however slow the
 * client is. When the server dies, the upload expires at the end of its lease.
 */
@Component
class RunningUploads implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(RunningUploads.class);

  private final Set<UUID> running = ConcurrentHashMap.newKeySet();
  private final UploadStore uploads;
  private final ArtifactSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "upload-lease");
            thread.setDaemon(true);
            return thread;
          });

  RunningUploads(UploadStore uploads, ArtifactSettings settings, Clock clock) {
    this.uploads = uploads;
    this.settings = settings;
    this.clock = clock;
    long beat = Math.max(1, settings.uploadLease().toMillis() / 4);
    heart.scheduleWithFixedDelay(this::renew, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** Renews the lease of the upload until the returned handle is closed. */
  Running start(UUID id) {
    running.add(id);
    return () -> running.remove(id);
  }

  private void renew() {
    try {
      if (!running.isEmpty())
        uploads.renew(Set.copyOf(running), clock.instant().plus(settings.uploadLease()));
    } catch (RuntimeException failed) { // the next renewal tries again: a lease outlasts three
      LOG.warn("The leases of running uploads are not renewed: {}", failed.getMessage());
    }
  }

  @Override
  public void destroy() {
    heart.shutdownNow();
  }

  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
