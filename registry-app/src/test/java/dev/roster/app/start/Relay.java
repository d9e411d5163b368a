package dev.roster.app.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before an engine; when it is cut, the engine is away, when it is mended, it is back. */
final class Relay implements AutoCloseable {
  private final InetSocketAddress engine;
  private final int port;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          run -> {
            Thread thread = new Thread(run, "relay");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket door;

  Relay(String host, int enginePort) throws IOException {
    this.engine = new InetSocketAddress(host, enginePort);
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = door.getLocalPort();
    listen(door);
  }

  static Relay before(String url) throws IOException {
    URI uri = URI.create(url.replaceFirst("^jdbc:", ""));
    return new Relay(uri.getHost(), uri.getPort());
  }

  /** The URL with this relay in the engine's place. */
  String in(String url) {
    return url.replaceFirst("//[^/]+", "//127.0.0.1:" + port);
  }

  void cut() throws IOException {
    door.close();
    for (Socket socket : open) socket.close();
    open.clear();
  }

  void mend() throws IOException {
    door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    listen(door);
  }

  private void listen(ServerSocket at) {
    threads.submit(
        () -> {
          while (!at.isClosed()) {
            Socket client = at.accept();
            Socket server = new Socket();
            server.connect(engine);
            open.add(client);
            open.add(server);
            threads.submit(() -> copy(client, server));
            threads.submit(() -> copy(server, client));
          }
          return null;
        });
  }

  private static Void copy(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    cut();
    threads.shutdownNow();
  }
}
