package dev.roster.app.backup;

import dev.roster.app.settings.Settings;
import dev.roster.core.artifact.BlobStore;
import dev.roster.storage.folder.FolderBlobStore;
import dev.roster.storage.folder.FolderSettings;
import dev.roster.storage.s3.S3BlobStore;
import dev.roster.storage.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Path;

/** The store that a restore writes: the folder of the embedded store, or an S3 API. */
public final class RestoredStore implements AutoCloseable {
  private final BlobStore blobs;

  private RestoredStore(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** The folder is written directly, as then each file is on the disk when it is finished. */
  public static RestoredStore of(Settings settings) throws IOException {
    S3Settings s3 = settings.bind("roster.s3", S3Settings.class);
    Path buckets = settings.bind("roster.store", FolderSettings.class).folder();
    return new RestoredStore(
        buckets == null
            ? S3BlobStore.at(s3)
            : new FolderBlobStore(
                buckets.resolve(String.valueOf(s3.bucket())), buckets.resolveSibling("incoming")));
  }

  public BlobStore blobs() {
    return blobs;
  }

  @Override
  public void close() {
    if (blobs instanceof S3BlobStore objects) objects.close();
  }
}
