package dev.roster.core.artifact;

import dev.roster.core.job.BackgroundJob;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The uploads that run in this server. As long as they do, their expiry moves on, however slow the
 * client is; when the server dies, they expire within the lease. A lease outlasts three renewals
 * that fail.
 */
@Component
class RunningUploads implements BackgroundJob {
  private static final int RENEWALS_PER_LEASE = 4;

  private final Set<UUID> running = ConcurrentHashMap.newKeySet();
  private final Uploads uploads;
  private final ArtifactSettings settings;
  private final Clock clock;

  RunningUploads(Uploads uploads, ArtifactSettings settings, Clock clock) {
    this.uploads = uploads;
    this.settings = settings;
    this.clock = clock;
  }

  /** Counts the upload as running until what it returns is closed. */
  Running start(UUID id) {
    running.add(id);
    return () -> running.remove(id);
  }

  @Override
  public String name() {
    return "upload-lease";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(Math.max(1, settings.uploadLease().toMillis() / RENEWALS_PER_LEASE));
  }

  /** Renews the leases. */
  @Override
  public void run() {
    if (!running.isEmpty())
      uploads.renew(Set.copyOf(running), clock.instant().plus(settings.uploadLease()));
  }

  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
