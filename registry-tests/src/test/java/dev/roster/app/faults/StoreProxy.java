package dev.roster.app.faults;

import dev.roster.app.faults.CrashPoint.Moment;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before the S3 API and carries one request per connection. While the store is in trouble,
 * some requests about objects meet a {@link Fault}.
 */
final class StoreProxy extends Proxy {
  enum Fault {
    LATE,
    RESET_BEFORE,
    CUT_REQUEST,
    LOST_ANSWER,
    CUT_ANSWER,
    INTERNAL_ERROR,
    SLOW_DOWN
  }

  private static final String HEAD_END = "\r\n\r\n";
  private static final int LONGEST_HEAD = 64 << 10;
  private static final long LATENCY = 300_000_000L;

  private final Ambush ambush;
  private volatile Trouble trouble = new Trouble(0, new Random(0));

  StoreProxy(URI engine, Ambush ambush) {
    super(engine);
    this.ambush = ambush;
  }

  String endpoint() {
    return "http://127.0.0.1:" + port();
  }

  /** Meets this share of the requests with a fault. */
  void trouble(double share, Random random) {
    trouble = new Trouble(share, random);
  }

  private record Trouble(double share, Random random) {
    boolean strikes() {
      synchronized (random) {
        return random.nextDouble() < share;
      }
    }

    Fault next() {
      synchronized (random) {
        return Fault.values()[random.nextInt(Fault.values().length)];
      }
    }
  }

  /** A request's line and headers. */
  private record Head(String text) {
    String method() {
      return text.substring(0, text.indexOf(' '));
    }

    String target() {
      return text.split(" ", 3)[1];
    }

    boolean isOfObjects() {
      return target().contains("blobs");
    }

    boolean has(String header) {
      return text.toLowerCase(Locale.ROOT).contains("\r\n" + header + ":");
    }

    long length() {
      if (has("transfer-encoding")) throw new IllegalStateException("a length is needed: " + text);
      if (!has("content-length")) return 0;
      String rest = text.toLowerCase(Locale.ROOT).split("\r\ncontent-length:", 2)[1];
      return Long.parseLong(rest.substring(0, rest.indexOf('\r')).strip());
    }

    /** For a connection of its own, by one who does not wait to be asked for the body. */
    byte[] forwarded() {
      return text.replaceAll("(?i)\r\n(expect|connection):[^\r]*", "")
          .replaceFirst("\r\n", "\r\nConnection: close\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  void serve(Socket client, Socket upstream) throws IOException {
    Head head = head(client.getInputStream());
    Trouble now = trouble;
    if (head.isOfObjects() && now.strikes()) meet(now.next(), head, client, upstream);
    else carry(head, client, upstream);
  }

  private void meet(Fault fault, Head head, Socket client, Socket upstream) throws IOException {
    switch (fault) {
      case LATE -> {
        LockSupport.parkNanos(LATENCY);
        carry(head, client, upstream);
      }
      case RESET_BEFORE -> reset(client);
      case CUT_REQUEST -> {
        invite(head, client);
        upstream.getOutputStream().write(head.forwarded());
        copy(client.getInputStream(), upstream.getOutputStream(), head.length() / 2);
        reset(client);
      }
      case LOST_ANSWER -> {
        request(head, client, upstream);
        answer(upstream);
        reset(client);
      }
      case CUT_ANSWER -> {
        request(head, client, upstream);
        byte[] answer = answer(upstream);
        client.getOutputStream().write(answer, 0, answer.length - 1 - answer.length / 4);
      }
      case INTERNAL_ERROR -> refuse("500 Internal Server Error", "InternalError", head, client);
      case SLOW_DOWN -> refuse("503 Slow Down", "SlowDown", head, client);
    }
  }

  private void carry(Head head, Socket client, Socket upstream) throws IOException {
    if (ambush.isAt(Moment.BEFORE, point -> point.isCall(head.method(), head.target()))) {
      hold(client);
      return;
    }
    request(head, client, upstream);
    byte[] answer = answer(upstream);
    if (ambush.isAt(Moment.AFTER, point -> point.isCall(head.method(), head.target())))
      hold(client);
    else client.getOutputStream().write(answer);
  }

  private static void request(Head head, Socket client, Socket upstream) throws IOException {
    invite(head, client);
    upstream.getOutputStream().write(head.forwarded());
    copy(client.getInputStream(), upstream.getOutputStream(), head.length());
  }

  private static void invite(Head head, Socket client) throws IOException {
    if (head.has("expect"))
      client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes());
  }

  /** The store closes the connection behind its answer. */
  private static byte[] answer(Socket upstream) throws IOException {
    return upstream.getInputStream().readAllBytes();
  }

  private static void refuse(String status, String code, Head head, Socket client)
      throws IOException {
    invite(head, client);
    copy(client.getInputStream(), OutputStream.nullOutputStream(), head.length());
    String body =
        head.method().equals("HEAD") ? "" : "<Error><Code>%s</Code></Error>".formatted(code);
    client
        .getOutputStream()
        .write(
            "HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, body.length(), body)
                .getBytes());
  }

  private static Head head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < LONGEST_HEAD) {
      int read = in.read();
      if (read < 0) throw new EOFException();
      head.write(read);
      if (read == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith(HEAD_END))
        return new Head(head.toString(StandardCharsets.ISO_8859_1));
    }
    throw new IOException("a head without an end");
  }

  private static void copy(InputStream from, OutputStream to, long length) throws IOException {
    byte[] piece = new byte[64 << 10];
    for (long rest = length; rest > 0; ) {
      int read = from.read(piece, 0, (int) Math.min(piece.length, rest));
      if (read < 0) throw new EOFException();
      to.write(piece, 0, read);
      rest -= read;
    }
    to.flush();
  }
}
