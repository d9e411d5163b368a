package dev.roster.core.artifact;

import dev.roster.core.blob.BlobRecordStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Aborts uploads whose server died, so that their bytes are collected. */
@Component
class UploadExpiry {
  private final UploadStore uploads;
  private final BlobRecordStore blobs;
  private final ArtifactSettings settings;
  private final Clock clock;

  UploadExpiry(UploadStore uploads, BlobRecordStore blobs, ArtifactSettings settings, Clock clock) {
    this.uploads = uploads;
    this.blobs = blobs;
    this.settings = settings;
    this.clock = clock;
  }

  @Transactional
  public void run() {
    Instant now = clock.instant();
    List<String> keys = uploads.abortExpired(now);
    keys.stream().sorted().forEach(key -> blobs.enqueueDeletion(key, now));
    uploads.forget(now.minus(settings.uploadHistory()));
  }
}
