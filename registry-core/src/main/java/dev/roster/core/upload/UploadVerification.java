package dev.roster.core.upload;

import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.Precondition;
import dev.roster.core.job.BackgroundJob;
import dev.roster.core.problem.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Verifies large uploads that were completed, and those whose server died meanwhile; and ends those
 * whose time has passed.
 */
@Component
class UploadVerification implements BackgroundJob {
  private static final Logger LOG = LoggerFactory.getLogger(UploadVerification.class);

  private final PartedUploadStore uploads;
  private final Verification verification;
  private final UploadSettings settings;
  private final ArtifactSettings artifactSettings;
  private final Clock clock;

  UploadVerification(
      PartedUploadStore uploads,
      Verification verification,
      UploadSettings settings,
      ArtifactSettings artifactSettings,
      Clock clock) {
    this.uploads = uploads;
    this.verification = verification;
    this.settings = settings;
    this.artifactSettings = artifactSettings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "upload-verification";
  }

  @Override
  public Duration every() {
    return settings.verifyEvery();
  }

  @Override
  public void run() {
    Optional<PartedUpload> next;
    while ((next = claim()).isPresent()) verify(next.get());
    for (PartedUpload late : uploads.expired(clock.instant())) verification.abort(late, null);
    uploads.settle();
  }

  private Optional<PartedUpload> claim() {
    Instant now = clock.instant();
    return uploads.claim(now, now.plus(artifactSettings.uploadLease()));
  }

  private void verify(PartedUpload upload) {
    try {
      verification.verify(upload, Precondition.NONE);
      LOG.info(
          "Verified the upload {} to {}, {} bytes",
          upload.id(),
          upload.version(),
          upload.parts().size());
    } catch (Refused refused) {
      LOG.warn(
          "The upload {} to {} is not verified: {}",
          upload.id(),
          upload.version(),
          refused.code().wire());
    }
  }
}
