package dev.roster.app.demo;

import dev.roster.app.embedded.AdminTokenFile;
import dev.roster.app.embedded.DataFolder;
import dev.roster.app.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The server that the demo plays on: one that runs, or one that it starts and leaves running. */
public final class DemoServer {
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);

  private final Path folder;
  private final int port;
  private final Api api;

  private DemoServer(Path folder, int port, Api api) {
    this.folder = folder;
    this.port = port;
    this.api = api;
  }

  /** Where the settings, or ROSTER_URL and ROSTER_TOKEN, say that one is. */
  public static DemoServer find(Settings settings) {
    Path folder = settings.roster().dataDir();
    int port = settings.roster().port();
    String url = given("ROSTER_URL").or(() -> announced(folder)).orElse("http://127.0.0.1:" + port);
    String token =
        given("ROSTER_TOKEN")
            .or(() -> settings.value("roster.admin-token"))
            .orElseGet(() -> AdminTokenFile.in(folder).text());
    return new DemoServer(folder, port, new Api(url, token));
  }

  private static Optional<String> given(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private static Optional<String> announced(Path folder) {
    if (!DataFolder.isTaken(folder)) return Optional.empty();
    return Optional.ofNullable(DataFolder.holder(folder).getProperty("url"))
        .filter(url -> !url.isEmpty());
  }

  public Api api() {
    return api;
  }

  /** Starts a server with the same settings in its own process, and waits until it is ready. */
  public Api start(Duration patience) {
    if (given("ROSTER_URL").isPresent())
      throw new DemoFailed(
          api.server() + " does not answer. Mend ROSTER_URL, or unset it to start a server here.");
    try {
      Files.createDirectories(folder);
      Path log = folder.resolve("demo-server.log");
      Process process =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      Files.writeString(pidFile(), identity(process.toHandle()));
      awaitReady(process, System.nanoTime() + patience.toNanos(), log);
      return api;
    } catch (IOException failed) {
      throw new DemoFailed("No server can be started: " + failed.getMessage(), failed);
    }
  }

  private void awaitReady(Process process, long deadline, Path log) throws IOException {
    while (!api.isReady()) {
      if (!process.isAlive()) throw new DemoFailed("The server ended:\n" + Files.readString(log));
      if (System.nanoTime() > deadline)
        throw new DemoFailed("The server is not ready yet. Its log: " + log);
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }

  /** The command line of this program, with {@code start} as its command. */
  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    String main = System.getProperty("sun.java.command").split(" ")[0];
    if (main.endsWith(".jar")) command.addAll(List.of("-jar", main));
    else command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of("start", "--data-dir", folder.toString(), "--port", "" + port));
    return command;
  }

  /** The system uses a process id again, but not with the same start time. */
  private static String identity(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(String::valueOf).orElse("");
  }

  private Path pidFile() {
    return folder.resolve("demo-server.pid");
  }

  private Optional<ProcessHandle> own() {
    try {
      if (!Files.exists(pidFile())) return Optional.empty();
      String kept = Files.readString(pidFile()).strip();
      return ProcessHandle.of(Long.parseLong(kept.split(" ")[0]))
          .filter(process -> identity(process).equals(kept));
    } catch (IOException unreadable) {
      throw new DemoFailed(pidFile() + " cannot be read", unreadable);
    }
  }

  public void sayHowToStop(Screen screen) {
    screen.say("");
    own()
        .ifPresent(
            process ->
                screen.say(
                    "The server keeps running (process %d, token in %s). Stop it: kill %d",
                    process.pid(), folder.resolve("admin-token"), process.pid()));
    screen.say("Remove all of this: ./roster demo --remove");
  }

  /** Stops the server, if a demo started it. */
  public void stop(Screen screen) {
    Optional<ProcessHandle> own = own();
    if (own.isEmpty()) return;
    own.get().destroy();
    own.get().onExit().completeOnTimeout(own.get(), 60, TimeUnit.SECONDS).join();
    screen.say("Stopped the server that the demo had started.");
    try {
      Files.delete(pidFile());
    } catch (IOException failed) {
      throw new DemoFailed(pidFile() + " cannot be deleted", failed);
    }
  }
}
