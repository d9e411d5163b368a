package dev.roster.app.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks on loopback, which keeps what it gets, in the order in which it comes. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> all = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Reply> replies = received -> Reply.of(204);

  /** What came, with the status that was answered. */
  public record Received(String id, String timestamp, String signature, String type, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /** The type of a CloudEvent, without the part that all have. */
    String event() {
      return json().path("type").asString().replaceFirst("^dev\\.roster\\.", "");
    }

    public String model() {
      return json().path("partitionkey").asString("");
    }

    public long sequence() {
      return Long.parseLong(json().path("sequence").asString("0"));
    }
  }

  public record Reply(int status, @Nullable String header, @Nullable String value) {
    public static Reply of(int status) {
      return new Reply(status, null, null);
    }
  }

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  /** What it answers from now on. */
  public Receiver replying(Function<Received, Reply> by) {
    replies = by;
    return this;
  }

  Receiver replying(int status) {
    return replying(received -> Reply.of(status));
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Received received =
          new Received(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      Reply reply;
      synchronized (all) {
        all.add(received);
        reply = replies.apply(received);
      }
      if (reply.header() != null) exchange.getResponseHeaders().add(reply.header(), reply.value());
      exchange.sendResponseHeaders(reply.status(), -1);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public List<Received> all() {
    return List.copyOf(all);
  }

  /** Those that are about the model. */
  public List<Received> of(String model) {
    return all.stream().filter(received -> received.model().equals(model)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
