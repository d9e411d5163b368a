package dev.roster.app.monitoring;

import dev.roster.storage.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("API +(http://127\\.0\\.0\\.1:\\d+)/api/v1");

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ServerProcess start(
      Engines.Database database, Engines.Bucket bucket, String token, Path folder) {
    try {
      Path log = Files.createTempFile(folder, "server", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx300m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              "dev.roster.app.cli.Main",
              "start");
      builder
          .environment()
          .putAll(
              Map.of(
                  "ROSTER_PORT", "0",
                  "ROSTER_DATA_DIR", folder.toString(),
                  "ROSTER_ADMIN_TOKEN", token,
                  "ROSTER_DATASOURCE_URL", database.url(),
                  "ROSTER_DATASOURCE_USERNAME", database.username(),
                  "ROSTER_DATASOURCE_PASSWORD", database.password(),
                  "ROSTER_S3_ENDPOINT", bucket.endpoint(),
                  "ROSTER_S3_BUCKET", bucket.name(),
                  "ROSTER_S3_ACCESS_KEY", bucket.accessKey(),
                  "ROSTER_S3_SECRET_KEY", bucket.secretKey()));
      builder.environment().put("ROSTER_S3_REGION", bucket.region());
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new ServerProcess(builder.start(), log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where it answers; empty: not yet. */
  Optional<String> url() {
    if (!process.isAlive()) throw new IllegalStateException("the server ended:\n" + output());
    Matcher url = URL.matcher(output());
    return url.find() ? Optional.of(url.group(1)) : Optional.empty();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  long pid() {
    return process.pid();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
