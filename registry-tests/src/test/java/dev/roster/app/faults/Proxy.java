package dev.roster.app.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before an engine, and takes each connection to it. */
abstract class Proxy implements AutoCloseable {
  private final URI engine;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  Proxy(URI engine) {
    this.engine = engine;
    try {
      door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Serves one connection until it ends. */
  abstract void serve(Socket client, Socket upstream) throws IOException;

  void open() {
    start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Resets all connections, and those that come until {@link #mend}. */
  void cut() {
    cut = true;
    open.forEach(this::reset);
  }

  void mend() {
    cut = false;
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket client = door.accept();
      if (cut) reset(client);
      else start(() -> connect(client));
    }
  }

  private void connect(Socket client) throws IOException {
    open.add(client);
    try (client;
        Socket upstream = new Socket(engine.getHost(), engine.getPort())) {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      open.add(upstream);
      serve(client, upstream);
      open.remove(upstream);
    } finally {
      open.remove(client);
    }
  }

  /** Carries nothing any more, until the other end closes the connection or is killed. */
  static void hold(Socket client) throws IOException {
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) { // by the other end, which is as good
      open.remove(socket);
    }
  }

  interface Task {
    void run() throws IOException;
  }

  /** A connection that breaks ends its thread: that is what a proxy is for. */
  static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | UncheckedIOException broken) {
                Thread.currentThread().interrupt();
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
