package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs. PostgreSQL refuses root, so root runs them in a user namespace. */
final class PostgresCommand {
  private final Path home;
  private final Path output;
  private final List<String> prefix;

  /**
   * @param home where {@code bin/postgres} is
   * @param output the file that takes what the programs print
   */
  PostgresCommand(Path home, Path output) throws IOException {
    this.home = home;
    this.output = output;
    this.prefix = isRoot() ? List.of("unshare", "-U") : List.of();
    if (isRoot() && run(Duration.ofSeconds(10), List.of("unshare", "-U", "true")) != 0)
      throw new StartRefused(
          "PostgreSQL does not run as root, and this system does not allow user namespaces.",
          "Start Roster as another user; or use your own database and store with"
              + " ROSTER_DATASOURCE_URL and ROSTER_S3_ENDPOINT.");
  }

  /** Runs {@code bin/program} and returns its exit status. */
  int run(String program, Duration patience, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return run(patience, command);
  }

  private int run(Duration patience, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) return process.exitValue();
      process.destroyForcibly();
      throw new IOException(command.get(prefix.size()) + " did not end within " + patience);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.get(prefix.size()) + " ran", stopped);
    }
  }

  private static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self)
        ? Files.getAttribute(self, "unix:uid").equals(0)
        : System.getProperty("user.name").equals("root");
  }
}
