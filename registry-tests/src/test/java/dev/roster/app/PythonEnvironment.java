package dev.roster.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Python with packages of PyPI, in a folder of its own. Where it cannot be had, tests are skipped.
 */
public final class PythonEnvironment {
  private final String python;

  private PythonEnvironment(String python) {
    this.python = python;
  }

  /** What a program wrote, and how it ended. */
  public record Run(int exit, String out) {}

  /** Python as it is on the machine. */
  public static PythonEnvironment plain() throws IOException, InterruptedException {
    PythonEnvironment python = new PythonEnvironment("python3");
    if (!python.works()) skip("there is no python3");
    return python;
  }

  /** Python with these packages, which are installed once. */
  public static synchronized PythonEnvironment with(String... packages)
      throws IOException, InterruptedException {
    Path folder = Path.of("target", "python-" + Integer.toHexString(List.of(packages).hashCode()));
    Path done = folder.resolve("done");
    if (!Files.exists(done)) {
      plain().run(Path.of("."), "-m", "venv", folder.toString());
      List<String> install = new ArrayList<>(List.of("-m", "pip", "-q", "install"));
      install.addAll(List.of(packages));
      PythonEnvironment made = new PythonEnvironment(python(folder));
      if (!made.works()) skip("python3 cannot make environments");
      Run installed = made.run(Path.of("."), install.toArray(String[]::new));
      if (installed.exit() != 0) skip("pip cannot install " + List.of(packages));
      Files.createFile(done);
    }
    return new PythonEnvironment(python(folder));
  }

  private static String python(Path folder) {
    return folder.resolve("bin/python").toAbsolutePath().toString();
  }

  private boolean works() throws InterruptedException {
    try {
      return run(Path.of("."), "--version").exit() == 0;
    } catch (IOException none) {
      return false;
    }
  }

  private static void skip(String why) {
    System.err.println("SKIPPED, because " + why);
    Assumptions.abort(why);
  }

  /** Runs a program, for at most five minutes. */
  public Run run(Path folder, String... arguments) throws IOException, InterruptedException {
    return run(folder, Duration.ofMinutes(5), arguments);
  }

  /** Runs a program; the exit status is -1 if it has to be ended. */
  public Run run(Path folder, Duration limit, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("python", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly().waitFor();
    String said = new String(Files.readAllBytes(out), UTF_8);
    Files.delete(out);
    return new Run(ended ? process.exitValue() : -1, said);
  }
}
