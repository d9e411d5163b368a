package dev.roster.app.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Commands, run in the root of the repository unless said otherwise. */
final class Shell {
  /** What a command left behind; {@code output} holds both of its streams. */
  record Outcome(int status, String output) {}

  private Shell() {}

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("examples/housing"))) folder = folder.getParent();
    return folder;
  }

  static Outcome run(List<String> command) {
    return run(command, Map.of());
  }

  static Outcome run(List<String> command, Map<String, String> environment) {
    return run(command, environment, root());
  }

  static Outcome run(List<String> command, Map<String, String> environment, Path folder) {
    try {
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    } catch (InterruptedException fault) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, fault);
    }
  }

  /** Skips the test, with a line that says how to get what is missing. */
  static void need(String what, String howToGetIt, String... probe) {
    if (answers(probe)) return;
    String line = "SKIPPED: " + what + " is not here. To run this test: " + howToGetIt;
    System.err.println(line);
    Assumptions.abort(line);
  }

  private static boolean answers(String... probe) {
    try {
      return run(List.of(probe)).status() == 0;
    } catch (UncheckedIOException notThere) {
      return false;
    }
  }
}
