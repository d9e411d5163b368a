package dev.roster.app.security;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A TCP proxy before PostgreSQL that, once armed, cuts the next connection that commits. */
final class CommitCutter implements Closeable {
  enum Cut {
    /** COMMIT never reaches the server. */
    BEFORE_COMMIT,
    /** It does, and is done; its answer never reaches the client. */
    AFTER_COMMIT
  }

  private static final String TABLE = "insert into version";

  private final ServerSocket door;
  private final URI server;
  private final AtomicReference<@Nullable Cut> armed = new AtomicReference<>();
  private volatile boolean cut;

  private CommitCutter(ServerSocket door, URI server) {
    this.door = door;
    this.server = server;
  }

  static CommitCutter before(String jdbcUrl) {
    try {
      ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      CommitCutter proxy = new CommitCutter(door, URI.create(jdbcUrl.substring("jdbc:".length())));
      thread(proxy::accept);
      return proxy;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Statements stay unnamed, so that COMMIT can be seen in the stream. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d%s?prepareThreshold=0"
        .formatted(door.getLocalPort(), server.getPath());
  }

  void arm(Cut how) {
    cut = false;
    armed.set(how);
  }

  boolean hasCut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket upstream = new Socket(server.getHost(), server.getPort());
        thread(() -> forward(client, upstream));
        thread(() -> back(client, upstream));
      } catch (SocketException closed) {
        return;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** Client to server: here COMMIT is seen. Only a connection that inserted a version is cut. */
  private void forward(Socket client, Socket upstream) {
    boolean inserted = false;
    byte[] piece = new byte[64 << 10];
    try (client;
        upstream) {
      InputStream in = client.getInputStream();
      OutputStream out = upstream.getOutputStream();
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        String text = new String(piece, 0, read, StandardCharsets.ISO_8859_1);
        inserted |= text.contains(TABLE);
        Cut how = inserted && text.contains("COMMIT") ? armed.getAndSet(null) : null;
        if (how == null) {
          out.write(piece, 0, read);
        } else {
          cut(how, client, out, piece, read);
          return;
        }
      }
    } catch (IOException gone) {
      System.out.println("proxy: a connection ended: " + gone.getMessage());
    }
  }

  private void cut(Cut how, Socket client, OutputStream out, byte[] piece, int read)
      throws IOException {
    cut = true;
    if (how == Cut.AFTER_COMMIT) {
      client.shutdownOutput(); // before the server can answer
      out.write(piece, 0, read);
      out.flush();
    }
  }

  private static void back(Socket client, Socket upstream) {
    try {
      upstream.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException gone) {
      System.out.println("proxy: a connection ended: " + gone.getMessage());
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "commit-cutter");
    thread.setDaemon(true);
    thread.start();
  }
}
