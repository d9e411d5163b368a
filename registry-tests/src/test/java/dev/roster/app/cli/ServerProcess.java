package dev.roster.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code roster start} in a process of its own. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern URL = Pattern.compile(" *API +(http\\S+)/api/v1");
  private static final long PATIENCE = 240;

  private final Path folder;
  private final Process process;
  private final CompletableFuture<String> url = new CompletableFuture<>();
  private final CompletableFuture<String> output;

  private ServerProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.output = CompletableFuture.supplyAsync(this::read);
  }

  static ServerProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("start", "--port", "0", "--data-dir", folder.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ROSTER_"));
    return new ServerProcess(folder, builder.start());
  }

  private String read() {
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        all.append(line).append('\n');
        Matcher banner = URL.matcher(line);
        if (banner.matches()) url.complete(banner.group(1));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      url.completeExceptionally(new IllegalStateException("it did not start:\n" + all));
    }
    return all.toString();
  }

  /** Waits until it answers, and calls it as the administrator. */
  Calls calls() throws IOException {
    String there = url.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    return new Calls(there, Files.readString(folder.resolve("admin-token")).strip());
  }

  Path folder() {
    return folder;
  }

  /** Waits for its end; its exit status. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS))
      throw new IllegalStateException("it does not end");
    return process.exitValue();
  }

  /** All that it printed, once it has ended. */
  String output() {
    return output.join();
  }

  /** SIGTERM. */
  void ask() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exit();
  }

  /** SIGKILL to its PostgreSQL. */
  void killPostgres() throws IOException {
    ProcessHandle postmaster = ProcessHandle.of(postgres()).orElseThrow();
    CompletableFuture<ProcessHandle> end = postmaster.onExit();
    postmaster.destroyForcibly();
    end.join();
  }

  /** The number of its PostgreSQL's first process. */
  long postgres() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid")).get(0).strip());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    exit();
  }
}
