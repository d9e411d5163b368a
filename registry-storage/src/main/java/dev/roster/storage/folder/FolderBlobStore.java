package dev.roster.storage.folder;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores bytes as files of a folder. The embedded S3 API serves the same folder as a bucket, so a
 * key is a path in it. A file appears under its name when all of it is on the disk.
 */
public final class FolderBlobStore implements BlobStore {
  private static final Logger LOG = LoggerFactory.getLogger(FolderBlobStore.class);
  static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String BLOBS = "blobs";
  private static final long MIN_SPACE = 64L << 20;

  private final Path bucket;
  private final Path incoming;
  private final @Nullable Path parts;
  private final DirectIo directIo;
  private final AtomicBoolean wasAvailable = new AtomicBoolean(true);

  /**
   * A store that takes no uploads in parts.
   *
   * @param bucket the folder of the bucket
   * @param incoming a folder on the same disk for files that are not complete. It is emptied, so no
   *     other server may use it
   * @throws IOException a folder cannot be made or emptied
   */
  public FolderBlobStore(Path bucket, Path incoming) throws IOException {
    this(bucket, incoming, null);
  }

  /**
   * @param parts the folder of the {@link FolderPartStore}
   */
  public FolderBlobStore(Path bucket, Path incoming, @Nullable Path parts) throws IOException {
    this.bucket = bucket;
    this.incoming = incoming;
    this.parts = parts;
    Files.createDirectories(bucket.resolve(BLOBS), OWNER_ONLY);
    Files.createDirectories(incoming, OWNER_ONLY);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming)) {
      for (Path file : left) Files.delete(file);
    }
    this.directIo = DirectIo.in(incoming);
  }

  private FolderBlobStore(Path bucket) {
    this.bucket = bucket;
    this.incoming = bucket;
    this.parts = null;
    this.directIo = DirectIo.NONE;
  }

  /**
   * The store in a folder that is only read, so another server may use it.
   *
   * @param bucket the folder of the bucket
   */
  public static FolderBlobStore toRead(Path bucket) {
    return new FolderBlobStore(bucket);
  }

  /** A folder without room for a part of a large file takes no bytes. */
  @Override
  public boolean isAvailable() {
    boolean works;
    try {
      works =
          Files.isDirectory(bucket.resolve(BLOBS))
              && Files.isWritable(incoming)
              && Files.getFileStore(incoming).getUsableSpace() >= MIN_SPACE;
    } catch (IOException failed) {
      LOG.debug("The disk of the store does not answer", failed);
      works = false;
    }
    if (works == wasAvailable.getAndSet(works)) return works;
    if (works) LOG.info("The folder of the store can be written again");
    else LOG.warn("The folder of the store, {}, cannot be written or its disk is full", bucket);
    return works;
  }

  @Override
  public long put(String key, InputStream bytes) throws IOException {
    Path target = path(key);
    Path draft = incoming.resolve(UUID.randomUUID().toString());
    try (DurableFile file = asking(() -> DurableFile.create(draft, directIo))) {
      long size = file.writeAll(bytes, FolderBlobStore::unavailable);
      asking(
          () -> {
            file.finish();
            moveTo(target, draft);
            return target;
          });
      return size;
    } finally {
      deleteQuietly(draft);
    }
  }

  /** Takes a complete file, which is on the disk, as the object of the key. */
  void adopt(String key, Path file) throws IOException {
    moveTo(path(key), file);
  }

  /**
   * Brings an object to the disk that the embedded S3 API wrote.
   *
   * @throws Refused {@code storage_unavailable}
   */
  public void makeDurable(String key) {
    asking(
        () -> {
          Path file = path(key);
          sync(file);
          sync(file.getParent());
          sync(bucket.resolve(BLOBS));
          return file;
        });
  }

  /** A rename is durable when the folder is. */
  private void moveTo(Path target, Path draft) throws IOException {
    Path folder = target.getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ONLY);
      sync(bucket.resolve(BLOBS));
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  static void sync(Path fileOrFolder) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Optional<InputStream> read(String key, long offset, long length) {
    return asking(
        () -> {
          try {
            Path file = path(key);
            Optional<FileChannel> direct = directIo.open(file, length, StandardOpenOption.READ);
            return Optional.of(
                direct.isPresent()
                    ? new DirectSlice(direct.get(), offset, length)
                    : FileSlice.open(file, offset, length));
          } catch (NoSuchFileException absent) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<Long> size(String key) {
    return asking(
        () -> {
          try {
            return Optional.of(Files.size(path(key)));
          } catch (NoSuchFileException absent) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void discard(String key) {
    discardUnfinished(key);
    asking(() -> Files.deleteIfExists(path(key)));
  }

  /**
   * The parts of uploads. What another put does not complete is deleted by it, or by the next
   * start.
   */
  @Override
  public List<String> unfinished() {
    return asking(
        () -> {
          Set<String> keys = new TreeSet<>(new ApiParts(bucket).keys());
          if (parts != null && Files.isDirectory(parts))
            names(parts).stream().map(StoreKey::ofName).filter(StoreKey::isKey).forEach(keys::add);
          return List.copyOf(keys);
        });
  }

  @Override
  public void discardUnfinished(String key) {
    asking(
        () -> {
          if (parts != null) FolderPartStore.delete(parts.resolve(StoreKey.name(key)));
          new ApiParts(bucket).delete(key);
          return key;
        });
  }

  /** A page has the keys of one folder; its name is the continuation. */
  @Override
  public Listing list(@Nullable String continuation) {
    return asking(
        () -> {
          List<String> folders = names(bucket.resolve(BLOBS));
          Optional<String> folder =
              folders.stream()
                  .filter(name -> continuation == null || name.compareTo(continuation) > 0)
                  .findFirst();
          if (folder.isEmpty()) return new Listing(List.of(), null);
          boolean last = folder.get().equals(folders.get(folders.size() - 1));
          return new Listing(listed(folder.get()), last ? null : folder.get());
        });
  }

  @Override
  public List<String> keys(String folder) {
    Path listed = bucket.resolve(folder);
    if (!Files.isDirectory(listed)) return List.of();
    return asking(() -> names(listed).stream().map(name -> folder + name).toList());
  }

  private List<Listed> listed(String folder) throws IOException {
    List<Listed> keys = new ArrayList<>();
    for (String name : names(bucket.resolve(BLOBS).resolve(folder))) {
      String key = BLOBS + "/" + folder + "/" + name;
      if (!StoreKey.isKey(key)) continue; // not of Roster
      try {
        keys.add(new Listed(key, Files.getLastModifiedTime(path(key)).toInstant()));
      } catch (NoSuchFileException discarded) {
        LOG.trace("{} was discarded meanwhile", key);
      }
    }
    return keys;
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    names.sort(null);
    return names;
  }

  private Path path(String key) {
    if (!StoreKey.isKey(key) && !StoreKey.isCheckpoint(key) && StoreKey.erasure(key).isEmpty())
      throw new IllegalArgumentException("not a key: " + key);
    return bucket.resolve(key);
  }

  private static void deleteQuietly(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException failed) { // the next start deletes it
      LOG.info("The file {} stays until the next start: {}", draft, failed.getMessage());
    }
  }

  interface Call<T> {
    T run() throws IOException;
  }

  /** Every failure of the disk becomes the same problem; a full disk is called by its name. */
  static <T> T asking(Call<T> call) {
    try {
      return call.run();
    } catch (IOException failed) {
      throw unavailable(failed);
    }
  }

  private static Refused unavailable(IOException failed) {
    LOG.warn("The artifact store failed: {}", failed.toString());
    return Refused.because(
        ProblemCode.STORAGE_UNAVAILABLE,
        isFull(failed)
            ? "The disk of the artifact store is full. Nothing was changed. Try again when its operator has freed some space."
            : "The artifact store is not available or returned an error. Nothing was changed. Try again.",
        failed);
  }

  /** Java knows a full disk, or a quota that is used up, by the words of the system alone. */
  private static boolean isFull(IOException failed) {
    String words = String.valueOf(failed.getMessage());
    return words.contains("No space left on device") || words.contains("Disk quota exceeded");
  }
}
