package dev.roster.app.backup;

import dev.roster.app.settings.Settings;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.problem.Refused;
import dev.roster.storage.folder.FolderBlobStore;
import dev.roster.storage.s3.S3BlobStore;
import dev.roster.storage.s3.S3Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The list of erasures that the store of a backup has. It goes on after the backup, so a restore
 * copies it to the new store, and the server applies it when it starts.
 */
public final class KeptErasures {
  private static final int MAX_BYTES = 1_000;

  private KeptErasures() {}

  /**
   * Copies the list.
   *
   * @param given a folder that has the list, or a copy of it; null: the store that was backed up
   * @param backedUp as {@link FoundStore#location} named that store
   * @return how many erasures were copied, and from where; empty if the list could not be read
   */
  public static Optional<String> copy(
      @Nullable Path given, @Nullable String backedUp, FoundStore target, Settings settings) {
    if (given == null && target.location().equals(backedUp))
      return Optional.of("The list of erasures is in the store: " + backedUp + ".");
    Optional<BlobStore> source = given == null ? at(backedUp, settings) : folder(given);
    if (source.isEmpty()) return Optional.empty();
    try {
      int copied = copy(source.get(), target.blobs());
      return Optional.of(
          "%d erasures were copied from the list of %s. The server applies those that the backup does not have when it starts."
              .formatted(copied, given == null ? backedUp : given));
    } catch (Refused | IOException away) {
      return Optional.empty();
    } finally {
      if (source.get() instanceof S3BlobStore objects) objects.close();
    }
  }

  private static int copy(BlobStore source, BlobStore target) throws IOException {
    int copied = 0;
    for (String key : source.keys(StoreKey.ERASURES)) {
      if (StoreKey.erasure(key).isEmpty() || target.size(key).isPresent()) continue;
      Optional<InputStream> bytes = source.read(key, 0, MAX_BYTES);
      if (bytes.isEmpty()) continue;
      try (InputStream line = bytes.get()) {
        target.put(key, line);
      }
      copied++;
    }
    return copied;
  }

  private static Optional<BlobStore> at(@Nullable String location, Settings settings) {
    if (location == null) return Optional.empty();
    if (location.startsWith("file:")) return folder(Path.of(URI.create(location)));
    S3Settings s3 = settings.bind("roster.s3", S3Settings.class);
    String endpoint = s3.endpoint() + "/";
    return location.startsWith(endpoint)
        ? Optional.of(S3BlobStore.at(s3.withBucket(location.substring(endpoint.length()))))
        : Optional.empty();
  }

  /** The folder of a bucket, or the folder of the list itself. */
  private static Optional<BlobStore> folder(Path folder) {
    Path list = Path.of(StoreKey.ERASURES);
    Path absolute = folder.toAbsolutePath().normalize();
    if (absolute.endsWith(list) && Files.isDirectory(absolute))
      return Optional.of(FolderBlobStore.toRead(absolute.getParent()));
    return Files.isDirectory(absolute)
        ? Optional.of(FolderBlobStore.toRead(absolute))
        : Optional.empty();
  }
}
