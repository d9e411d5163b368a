package dev.roster.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before an engine: forwards TCP connections, resets them while it is cut, or accepts them
 * and is silent while it hangs.
 */
public final class Wire {
  private final URI engine;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object flow = new Object();
  private volatile boolean cut;
  private volatile boolean hung;

  public Wire(String engine) {
    this.engine = URI.create(engine);
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    start(this::accept);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  public void cut() {
    cut = true;
    open.forEach(this::reset);
  }

  public void hang() {
    hung = true;
  }

  public void mend() {
    cut = false;
    synchronized (flow) {
      hung = false;
      flow.notifyAll();
    }
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket client = door.accept();
      if (cut) {
        reset(client);
        continue;
      }
      Socket server = new Socket(engine.getHost(), engine.getPort());
      open.add(client);
      open.add(server);
      start(() -> pump(client, server));
      start(() -> pump(server, client));
    }
  }

  private void pump(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream bytes = from.getInputStream()) {
      byte[] buffer = new byte[8192];
      for (int read; (read = bytes.read(buffer)) >= 0; ) {
        awaitFlow();
        to.getOutputStream().write(buffer, 0, read);
      }
    } finally {
      open.remove(from);
    }
  }

  private void awaitFlow() {
    synchronized (flow) {
      try {
        while (hung) flow.wait();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) { // by the other end, which is as good
      open.remove(socket);
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Runnable untilItBreaks =
        () -> {
          try {
            task.run();
          } catch (IOException broken) { // a connection that breaks is what this is for
            Thread.currentThread().interrupt();
          }
        };
    Thread thread = new Thread(untilItBreaks, "wire");
    thread.setDaemon(true);
    thread.start();
  }
}
