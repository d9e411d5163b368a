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
import org.jspecify.annotations.Nullable;

/**
 * The folder where an embedded Roster keeps everything. Who holds it open is alone in it: the lock
 * is the operating system's, so that it ends with the process, however that ends.
 */
public final class DataFolder implements AutoCloseable {
  /** The layout that this Roster writes. One that changes it adds one. */
  static final int FORMAT = 1;

  private static final String LOCK = "roster.lock";
  private static final String ABOUT = "folder.properties";

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens the folder, making it if there is none.
   *
   * @throws StartRefused another Roster has it, it is of a newer Roster, or it cannot be written
   */
  public static DataFolder open(Path path) {
    Path root = path.toAbsolutePath().normalize();
    try {
      PrivateFiles.folder(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
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
      throw new StartRefused(
          "The data folder " + root + " cannot be used: " + failed,
          "Choose a folder that this user may write, with ROSTER_DATA_DIR, or mend its rights.",
          failed);
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
        "Use that one"
            + (holder.getProperty("url", "").isEmpty() ? "" : " at " + holder.getProperty("url"))
            + ", stop it first, or give this one a folder of its own with ROSTER_DATA_DIR.");
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

  /** What the process that has the folder says of itself: {@code pid}, {@code url} once it runs. */
  public static Properties holder(Path path) {
    return PrivateFiles.properties(path.resolve(LOCK));
  }

  /** Tells those who look from outside where this server answers. */
  public void announce(String url) {
    String text = "pid=" + ProcessHandle.current().pid() + "\nurl=" + url + "\n";
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      channel.truncate(0);
      channel.write(bytes, 0);
    } catch (IOException failed) {
      throw new StartRefused(
          "The data folder " + root + " cannot be written: " + failed,
          "Make room on the disk, or mend the folder's rights.",
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
            + "; this Roster knows format "
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
