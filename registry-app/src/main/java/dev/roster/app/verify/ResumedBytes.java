package dev.roster.app.verify;

import dev.roster.app.embedded.PrivateFiles;
import dev.roster.app.settings.StartRefused;
import dev.roster.storage.verify.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the bytes of all blobs, apart from those that a run which was stopped found sound. A small
 * file holds the last blob that was read, and those that were not sound. It is removed when a run
 * has read everything.
 */
public final class ResumedBytes implements Coverage {
  private static final Duration SAVE_EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final String store;
  private final Stopped stopped;
  private final TreeSet<Long> unsound;
  private Instant begun;
  private boolean isTakenUp;
  private Amount skipped = Amount.NONE;
  private Amount left = Amount.NONE;
  private long lastSaved = System.nanoTime() - SAVE_EVERY.toNanos();

  /** What a stopped run left; with blob 0 if there is none. */
  private record Stopped(Instant begun, long blob, String key, TreeSet<Long> unsound) {}

  /**
   * @param file where the run notes how far it is
   * @param store the store whose bytes are read
   * @param longest how long ago the stopped run may have begun; an older one is not taken up
   */
  public ResumedBytes(Path file, String store, Duration longest, Clock clock) {
    this.file = file;
    this.store = store;
    Instant now = clock.instant();
    stopped =
        read(file, store)
            .filter(run -> run.begun().isAfter(now.minus(longest)))
            .orElse(new Stopped(now, 0, "", new TreeSet<>()));
    unsound = new TreeSet<>(stopped.unsound());
    begun = now;
  }

  private static Optional<Stopped> read(Path file, String store) {
    Properties kept = PrivateFiles.properties(file);
    if (!store.equals(kept.getProperty("store"))) return Optional.empty();
    try {
      return Optional.of(
          new Stopped(
              Instant.parse(kept.getProperty("begun", "")),
              Long.parseLong(kept.getProperty("blob", "")),
              kept.getProperty("key", ""),
              Arrays.stream(kept.getProperty("unsound", "").split(","))
                  .filter(id -> !id.isBlank())
                  .map(Long::valueOf)
                  .collect(Collectors.toCollection(TreeSet::new))));
    } catch (RuntimeException damaged) { // the run then reads everything
      return Optional.empty();
    }
  }

  /** Another registry has other keys: then the stopped run was not of this one. */
  @Override
  public void offer(long blob, String key, long size) {
    if (blob == stopped.blob() && key.equals(stopped.key())) {
      isTakenUp = true;
      begun = stopped.begun();
    }
    if (blob <= stopped.blob() && !stopped.unsound().contains(blob)) skipped = skipped.plus(size);
    else left = left.plus(size);
  }

  @Override
  public Amount toRead() {
    if (isTakenUp) return left;
    unsound.clear();
    return new Amount(skipped.blobs() + left.blobs(), skipped.bytes() + left.bytes());
  }

  /** When the run that this one takes up began, and what it had read; empty if there is none. */
  public Optional<TakenUp> takenUp() {
    return isTakenUp ? Optional.of(new TakenUp(begun, skipped)) : Optional.empty();
  }

  /** A stopped run that another one takes up. */
  public record TakenUp(Instant begun, Amount read) {}

  @Override
  public boolean reads(long blob) {
    return !isTakenUp || blob > stopped.blob() || stopped.unsound().contains(blob);
  }

  @Override
  public void wasRead(long blob, String key, boolean sound) {
    if (sound) unsound.remove(blob);
    else unsound.add(blob);
    if (isTakenUp && blob <= stopped.blob()) return; // the file already says more
    if (System.nanoTime() - lastSaved < SAVE_EVERY.toNanos()) return;
    save(blob, key);
    lastSaved = System.nanoTime();
  }

  private void save(long blob, String key) {
    String ids = unsound.stream().map(String::valueOf).collect(Collectors.joining(","));
    try {
      PrivateFiles.write(
          file,
          "# How far ./roster verify is; the next run goes on from here.\n"
              + ("begun=" + begun + "\nstore=" + store.replace("\\", "\\\\") + "\n")
              + ("blob=" + blob + "\nkey=" + key + "\nunsound=" + ids + "\n"));
    } catch (IOException full) {
      throw cannotKeep(full);
    }
  }

  /** The run has read everything, so there is nothing to take up. */
  public void finish() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw cannotKeep(failed);
    }
  }

  private StartRefused cannotKeep(IOException failed) {
    return new StartRefused(
        "How far the run is cannot be kept in " + file + ": " + failed,
        "Name a file that this user may write with --resume.",
        failed);
  }
}
