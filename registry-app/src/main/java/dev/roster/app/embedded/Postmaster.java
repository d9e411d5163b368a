package dev.roster.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The server process that {@code postmaster.pid} of a data folder names. */
record Postmaster(long pid, int port) {
  private static final int PORT_LINE = 3;

  /** Reads the file; empty if it does not exist or is incomplete. */
  static Optional<Postmaster> of(Path data) throws IOException {
    List<String> lines = lines(data);
    if (lines.size() <= PORT_LINE) return Optional.empty();
    return Optional.of(
        new Postmaster(
            Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(PORT_LINE).strip())));
  }

  /** The process, if it is alive and is a PostgreSQL on this data folder. */
  Optional<ProcessHandle> process(Path data) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(p -> isOn(data, p));
  }

  private static boolean isOn(Path data, ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean postgres = info.command().or(info::commandLine).orElse("").contains("postgres");
    return postgres
        && info.arguments().map(a -> Arrays.asList(a).contains(data.toString())).orElse(false);
  }

  /**
   * Replaces the process id in the file by that of a dead process, for the case that another
   * program has the old id now. The rest of the file stays, because the next PostgreSQL uses it to
   * find backends that are still alive.
   */
  static void disown(Path data, long deadPid) throws IOException {
    List<String> lines = new ArrayList<>(lines(data));
    lines.set(0, Long.toString(deadPid));
    Files.write(file(data), lines);
  }

  private static List<String> lines(Path data) throws IOException {
    return Files.exists(file(data)) ? Files.readAllLines(file(data)) : List.of();
  }

  private static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }
}
