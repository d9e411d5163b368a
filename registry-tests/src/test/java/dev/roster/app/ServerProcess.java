package dev.roster.app;

import dev.roster.app.cli.Main;
import dev.roster.storage.Engines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code roster start} in a process of its own, which can be asked to end, and killed. */
public final class ServerProcess implements AutoCloseable {
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

  /** A server on embedded engines, with its data in the folder. */
  public static ServerProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, Map.of(), arguments);
  }

  /** A server on these engines. */
  public static ServerProcess on(
      Engines.Database database, Engines.Bucket bucket, String token, Path folder)
      throws IOException {
    return on(database, bucket, token, folder, Map.of());
  }

  /** A server on these engines, with more variables in its environment. */
  public static ServerProcess on(
      Engines.Database database,
      Engines.Bucket bucket,
      String token,
      Path folder,
      Map<String, String> more)
      throws IOException {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "ROSTER_ADMIN_TOKEN", token,
                "ROSTER_DATASOURCE_URL", database.url(),
                "ROSTER_DATASOURCE_USERNAME", database.username(),
                "ROSTER_DATASOURCE_PASSWORD", database.password(),
                "ROSTER_S3_ENDPOINT", bucket.endpoint(),
                "ROSTER_S3_BUCKET", bucket.name(),
                "ROSTER_S3_ACCESS_KEY", bucket.accessKey(),
                "ROSTER_S3_SECRET_KEY", bucket.secretKey(),
                "ROSTER_S3_REGION", bucket.region()));
    environment.putAll(more);
    return start(folder, environment);
  }

  /** A server with more variables in its environment. */
  public static ServerProcess start(
      Path folder, Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("start", "--port", "0", "--data-dir", folder.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ROSTER_"));
    builder.environment().putAll(environment);
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

  /** Where it answers. Waits until it does. */
  public String url() {
    return url.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
  }

  /** The administrator's token, which it made at its first start. */
  public String adminToken() throws IOException {
    return Files.readString(folder.resolve("admin-token")).strip();
  }

  public long pid() {
    return process.pid();
  }

  public Path folder() {
    return folder;
  }

  /** Waits for its end; its exit status. */
  public int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS))
      throw new IllegalStateException("it does not end");
    return process.exitValue();
  }

  /** All that it printed, once it has ended. */
  public String output() {
    return output.join();
  }

  /** SIGTERM. Its output is still read to the end. */
  public void ask() {
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    exit();
  }

  /** SIGKILL to its PostgreSQL. */
  public void killPostgres() throws IOException {
    ProcessHandle postmaster = ProcessHandle.of(postgres()).orElseThrow();
    CompletableFuture<ProcessHandle> end = postmaster.onExit();
    postmaster.destroyForcibly();
    end.join();
  }

  /** The number of its PostgreSQL's first process. */
  public long postgres() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid")).get(0).strip());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    exit();
  }
}
