package dev.roster.storage.progress;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a command is that takes long. The threads that do the work write it, and whoever shows it
 * reads it.
 */
public final class Progress {
  private volatile Step step = new Step("Starting", 0, 0);

  /** Begins a step of which nobody knows how long it takes. */
  public void begin(String what) {
    begin(what, 0, 0);
  }

  /**
   * Begins a step that reads files.
   *
   * @param what what is being done, for example {@code Reading bytes}
   */
  public void begin(String what, long files, long bytes) {
    step = new Step(what, files, bytes);
  }

  /** Some bytes more were read. */
  public void addBytes(long count) {
    step.bytes.add(count);
  }

  /** A file more is finished. */
  public void addFile() {
    step.files.increment();
  }

  public Step step() {
    return step;
  }

  /** One step of a command. */
  public static final class Step {
    private final String what;
    private final long allFiles;
    private final long allBytes;
    private final long begun = System.nanoTime();
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private Step(String what, long allFiles, long allBytes) {
      this.what = what;
      this.allFiles = allFiles;
      this.allBytes = allBytes;
    }

    public String what() {
      return what;
    }

    public long files() {
      return files.sum();
    }

    public long allFiles() {
      return allFiles;
    }

    public long bytes() {
      return bytes.sum();
    }

    public long allBytes() {
      return allBytes;
    }

    public Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** How long the rest takes if it goes on as until now; zero if nobody can know yet. */
    public Duration left() {
      double all = allBytes + (double) allFiles; // many small files take time, too
      double done = bytes() + (double) files();
      if (done <= 0) return Duration.ZERO;
      return Duration.ofMillis((long) (elapsed().toMillis() * Math.max(0, all - done) / done));
    }
  }
}
