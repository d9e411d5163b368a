package dev.roster.core.artifact;

import dev.roster.core.job.BackgroundJob;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The uploads that run in this server. While an upload runs, its lease is renewed, however slow the
 * client is. When the server dies, the upload expires at the end of its lease. A lease outlasts
 * three renewals that fail.
 */
@Component
public class RunningUploads implements BackgroundJob {
  private static final int RENEWALS_PER_LEASE = 4;

  private final Set<UUID> running = ConcurrentHashMap.newKeySet();
  private final UploadStore uploads;
  private final ArtifactSettings settings;
  private final Clock clock;

  RunningUploads(UploadStore uploads, ArtifactSettings settings, Clock clock) {
    this.uploads = uploads;
    this.settings = settings;
    this.clock = clock;
  }

  /** Renews the lease of the upload until the returned handle is closed. */
  public Running start(UUID id) {
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

  /** An upload whose lease is renewed until this is closed. */
  public interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
