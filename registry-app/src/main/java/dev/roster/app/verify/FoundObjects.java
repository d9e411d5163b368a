package dev.roster.app.verify;

import dev.roster.app.settings.Settings;
import dev.roster.storage.folder.FolderSettings;
import dev.roster.storage.s3.S3Clients;
import dev.roster.storage.s3.S3Settings;
import dev.roster.storage.verify.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of the store, as files of the embedded store's folder or by the S3 API. */
public final class FoundObjects implements Snapshot.Objects, AutoCloseable {
  private final S3Client store;
  private final String bucket;
  private final @Nullable Path folder;

  private FoundObjects(S3Client store, String bucket, @Nullable Path folder) {
    this.store = store;
    this.bucket = bucket;
    this.folder = folder;
  }

  public static FoundObjects of(Settings settings) {
    S3Settings s3 = settings.bind("roster.s3", S3Settings.class);
    return new FoundObjects(
        S3Clients.of(s3),
        String.valueOf(s3.bucket()),
        settings.bind("roster.store", FolderSettings.class).folder());
  }

  @Override
  public Optional<InputStream> open(String key) {
    return folder == null ? object(key) : file(folder.resolve(bucket).resolve(key));
  }

  private Optional<InputStream> object(String key) {
    try {
      return Optional.of(store.getObject(o -> o.bucket(bucket).key(key)));
    } catch (NoSuchKeyException absent) {
      return Optional.empty();
    }
  }

  private static Optional<InputStream> file(Path file) {
    try {
      return Optional.of(Files.newInputStream(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The keys that begin with a folder, such as {@code checkpoints/}, in their order. */
  public List<String> keys(String prefix) {
    if (folder != null) return names(folder.resolve(bucket).resolve(prefix), prefix);
    return store.listObjectsV2Paginator(o -> o.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static List<String> names(Path directory, String prefix) {
    if (!Files.isDirectory(directory)) return List.of();
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> prefix + file.getFileName()).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
