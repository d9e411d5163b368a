package dev.roster.app.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One who watches: each block of the stream is a map of its fields; a comment has the name "". */
final class Watcher implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  static final Map<String, String> END = Map.of("end", "of the stream");

  final HttpResponse<InputStream> answer;
  volatile boolean brokeOff;
  private final BlockingQueue<Map<String, String>> blocks = new LinkedBlockingQueue<>();

  Watcher(URI uri, String token, @Nullable Long lastSeen) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
    if (lastSeen != null) request.header("Last-Event-ID", lastSeen.toString());
    try {
      answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    Thread reader = new Thread(this::read, "watcher");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      Map<String, String> block = new LinkedHashMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (!block.isEmpty()) blocks.add(block);
          block = new LinkedHashMap<>();
        } else {
          int colon = line.indexOf(':');
          block.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
      }
    } catch (IOException closed) {
      brokeOff = true;
    }
    blocks.add(END);
  }

  /** The next block that is no comment; null if none comes in time. */
  @Nullable Map<String, String> next(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        Map<String, String> block = blocks.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (block == null || !block.containsKey("")) return block;
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  Map<String, String> next() {
    Map<String, String> block = next(Duration.ofSeconds(20));
    if (block == null) throw new AssertionError("nothing came");
    return block;
  }

  /** The next block, perhaps a comment. */
  Map<String, String> first() throws InterruptedException {
    Map<String, String> block = blocks.poll(20, TimeUnit.SECONDS);
    if (block == null) throw new AssertionError("nothing came");
    return block;
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException closed) {
      // it was closed
    }
  }
}
