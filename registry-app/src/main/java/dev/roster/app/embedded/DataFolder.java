package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder where an embedded Roster keeps everything. Only one process can open it: it holds a
 * lock of the operating system, which ends with the process in any case.
 */
public final class DataFolder implements AutoCloseable {
  /** The format of the folder that this Roster writes. A change of the layout increments it. */
  static final int FORMAT = 1;

  private static final String LOCK = "roster.lock";
  private static final String ABOUT = "folder.properties";

  /** Whoever restores a backup makes this file first and removes it last. */
  private static final String UNFINISHED = "restore.unfinished";

  /** What an operator may have put into the folder before there is data. */
  private static final Set<String> SETTINGS =
      Set.of("roster.yaml", "roster.yml", "roster.properties");

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens the folder, and creates it if it does not exist.
   *
   * @throws StartRefused if another Roster uses it, a newer Roster wrote it, or it cannot be
   *     written
   */
  public static DataFolder open(Path path) {
    Path root = path.toAbsolutePath().normalize();
    if (Files.exists(root.resolve(UNFINISHED)))
      throw new StartRefused(
          "The restore of a backup to the data folder " + root + " was not finished.",
          "Run `./roster restore` again, or delete the folder.");
    return openAny(root);
  }

  /**
   * Opens an empty folder, or one whose restore was not finished, to restore a backup to it. Nobody
   * else can open it until {@link #finishRestore}.
   *
   * @throws StartRefused if it is not empty
   */
  public static DataFolder openToRestore(Path path) {
    Path root = path.toAbsolutePath().normalize();
    try {
      if (!Files.exists(root.resolve(UNFINISHED)) && hasData(root))
        throw new StartRefused(
            "The data folder " + root + " is not empty.",
            "Name a folder that is empty or does not exist with ROSTER_DATA_DIR or --data-dir.");
      PrivateFiles.folder(root);
      PrivateFiles.file(root.resolve(UNFINISHED));
      PrivateFiles.sync(root);
    } catch (IOException failed) {
      throw unusable(root, failed);
    }
    return openAny(root);
  }

  private static boolean hasData(Path root) throws IOException {
    if (!Files.exists(root)) return false;
    try (Stream<Path> files = Files.list(root)) {
      return files.anyMatch(file -> !SETTINGS.contains(file.getFileName().toString()));
    }
  }

  /** From now on the folder can be opened as any other. */
  public static void finishRestore(Path path) {
    Path root = path.toAbsolutePath().normalize();
    try {
      Files.delete(root.resolve(UNFINISHED));
      PrivateFiles.sync(root);
    } catch (IOException failed) {
      throw unusable(root, failed);
    }
  }

  private static StartRefused unusable(Path root, IOException failed) {
    return new StartRefused(
        "The data folder " + root + " cannot be used: " + failed,
        "Choose a folder that this user may write to with ROSTER_DATA_DIR, or change the folder's"
            + " permissions.",
        failed);
  }

  private static DataFolder openAny(Path root) {
    try {
      PrivateFiles.folder(root);
      PrivateFiles.file(root.resolve(LOCK));
      FileChannel channel =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw taken(root);
      }
      DataFolder folder = new DataFolder(root, channel, lock);
      try {
        folder.checkFormat();
      } catch (StartRefused | IOException refused) {
        folder.close();
        throw refused;
      }
      folder.announce("");
      return folder;
    } catch (IOException failed) {
      throw unusable(root, failed);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static StartRefused taken(Path root) {
    Properties holder = holder(root);
    String process = holder.getProperty("pid", "unknown");
    return new StartRefused(
        "Another Roster (process " + process + ") already runs on the data folder " + root + ".",
        "Use that server"
            + (holder.getProperty("url", "").isEmpty() ? "" : " at " + holder.getProperty("url"))
            + ", stop it first, or choose another folder with ROSTER_DATA_DIR.");
  }

  /** Whether another process has this folder open. */
  public static boolean isTaken(Path path) {
    Path file = path.resolve(LOCK);
    if (!Files.exists(file)) return false;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileLock lock = tryLock(channel);
      if (lock == null) return true;
      lock.release();
      return false;
    } catch (IOException unreadable) {
      throw new StartRefused(
          "The data folder " + path + " cannot be read: " + unreadable,
          "Run the command as the user who runs the server.",
          unreadable);
    }
  }

  /** Describes the process that uses the folder: {@code pid}, and {@code url} once it answers. */
  public static Properties holder(Path path) {
    return PrivateFiles.properties(path.resolve(LOCK));
  }

  /** Records the URL of this server for other commands. */
  public void announce(String url) {
    String text = "pid=" + ProcessHandle.current().pid() + "\nurl=" + url + "\n";
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      channel.truncate(0);
      channel.write(bytes, 0);
    } catch (IOException failed) {
      throw new StartRefused(
          "The data folder " + root + " cannot be written: " + failed,
          "Free some space on the disk, or change the folder's permissions.",
          failed);
    }
  }

  private void checkFormat() throws IOException {
    Path file = root.resolve(ABOUT);
    if (!Files.exists(file)) {
      PrivateFiles.write(file, "format=" + FORMAT + "\n");
      return;
    }
    String format = PrivateFiles.properties(file).getProperty("format", "").strip();
    if (format.equals(Integer.toString(FORMAT))) return;
    throw new StartRefused(
        "The data folder "
            + root
            + " has format "
            + format
            + ", but this Roster knows only format "
            + FORMAT
            + ". Nothing was changed.",
        "Run the Roster that wrote it, or a newer one.");
  }

  public Path root() {
    return root;
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path store() {
    return root.resolve("s3");
  }

  Path engines() {
    return root.resolve("engines");
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException failed) {
      throw new IllegalStateException("the lock of " + root + " is not released", failed);
    }
  }
}
