package dev.roster.app.backup;

import dev.roster.app.settings.Settings;
import dev.roster.core.blob.BlobStore;
import dev.roster.storage.folder.FolderBlobStore;
import dev.roster.storage.folder.FolderSettings;
import dev.roster.storage.s3.S3BlobStore;
import dev.roster.storage.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The store of the settings: the folder of the embedded store, or an S3 API. */
public final class FoundStore implements AutoCloseable {
  private final BlobStore blobs;
  private final String location;

  private FoundStore(BlobStore blobs, S3Settings s3, Optional<Path> bucket) {
    this.blobs = blobs;
    this.location =
        bucket
            .map(folder -> folder.toAbsolutePath().normalize().toUri().toString())
            .orElse(s3.endpoint() + "/" + s3.bucket());
  }

  /** The store as it is read beside a server. The folder is read directly, which is faster. */
  public static FoundStore toRead(Settings settings) {
    S3Settings s3 = settings.bind("roster.s3", S3Settings.class);
    Optional<Path> bucket = bucket(settings, s3);
    return new FoundStore(
        bucket.isPresent() ? FolderBlobStore.toRead(bucket.get()) : S3BlobStore.at(s3), s3, bucket);
  }

  /** The store that a restore writes. The folder is written directly, so each file is durable. */
  public static FoundStore toWrite(Settings settings) throws IOException {
    S3Settings s3 = settings.bind("roster.s3", S3Settings.class);
    Optional<Path> bucket = bucket(settings, s3);
    return new FoundStore(
        bucket.isPresent()
            ? new FolderBlobStore(bucket.get(), bucket.get().getParent().resolveSibling("incoming"))
            : S3BlobStore.at(s3),
        s3,
        bucket);
  }

  private static Optional<Path> bucket(Settings settings, S3Settings s3) {
    return Optional.ofNullable(settings.bind("roster.store", FolderSettings.class).folder())
        .map(buckets -> buckets.resolve(String.valueOf(s3.bucket())));
  }

  /** Names the store: the URL of its folder, or its endpoint and bucket. */
  public String location() {
    return location;
  }

  public BlobStore blobs() {
    return blobs;
  }

  @Override
  public void close() {
    if (blobs instanceof S3BlobStore objects) objects.close();
  }
}
