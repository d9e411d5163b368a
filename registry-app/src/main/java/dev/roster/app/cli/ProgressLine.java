package dev.roster.app.cli;

import dev.roster.app.start.Terminal;
import dev.roster.storage.progress.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a command is, beside its result: on a terminal in one line that is written again
 * and again, elsewhere in a line every ten seconds.
 */
final class ProgressLine implements AutoCloseable {
  private static final long ON_TERMINAL = 1;
  private static final long ELSEWHERE = 10;
  private static final String ERASE = "\r\033[2K";

  private final Progress progress;
  private final PrintWriter err;
  private final boolean isTerminal;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private boolean isShown;

  private ProgressLine(Progress progress, PrintWriter err, boolean isTerminal) {
    this.progress = progress;
    this.err = err;
    this.isTerminal = isTerminal;
  }

  static ProgressLine show(Progress progress, PrintWriter err) {
    ProgressLine line = new ProgressLine(progress, err, Terminal.isThere());
    long every = line.isTerminal ? ON_TERMINAL : ELSEWHERE;
    line.clock.scheduleAtFixedRate(line::print, every, every, TimeUnit.SECONDS);
    return line;
  }

  private synchronized void print() {
    if (isTerminal) err.print(ERASE + text(progress.step()));
    else err.println(text(progress.step()));
    err.flush();
    isShown = true;
  }

  /** Removes the line, so that something else can be printed. */
  synchronized void clear() {
    if (isTerminal && isShown) err.print(ERASE);
    err.flush();
    isShown = false;
  }

  static String text(Progress.Step step) {
    if (step.allFiles() == 0) return step.what() + " ...";
    Duration left = step.left();
    return "%s: %s of %s, %d of %d files%s"
        .formatted(
            step.what(),
            size(step.bytes()),
            size(step.allBytes()),
            step.files(),
            step.allFiles(),
            left.isZero() ? "" : ", about " + time(left) + " left");
  }

  private static String size(long bytes) {
    if (bytes < 1 << 20) return bytes + " bytes";
    double mebibytes = bytes / (double) (1 << 20);
    return mebibytes < 1024
        ? String.format(Locale.ROOT, "%.1f MiB", mebibytes)
        : String.format(Locale.ROOT, "%.2f GiB", mebibytes / 1024);
  }

  private static String time(Duration left) {
    if (left.toHours() > 0) return left.toHours() + " h " + left.toMinutesPart() + " min";
    return left.toMinutes() > 0 ? left.toMinutes() + " min" : left.toSeconds() + 1 + " s";
  }

  @Override
  public void close() {
    clock.shutdownNow();
    clear();
  }
}
