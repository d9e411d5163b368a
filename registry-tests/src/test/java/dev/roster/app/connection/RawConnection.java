package dev.roster.app.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A connection on which bytes are sent as they are. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE = 60_000;

  private static final int DROP_EVERY = 100;

  private final Socket socket;

  RawConnection(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE);
  }

  RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** All that the server sends until it closes the connection. */
  String answer() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  /** All that the server sends, while it is sent these bytes ten times a second. */
  String answerWhileDripping(String drop) throws IOException {
    socket.setSoTimeout(DROP_EVERY);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (true) {
      try {
        int next = socket.getInputStream().read();
        if (next < 0) return read.toString(UTF_8);
        read.write(next);
      } catch (SocketTimeoutException nothingYet) {
        send(drop);
      } catch (SocketException reset) {
        return read.toString(UTF_8);
      }
    }
  }

  /** What the server sends up to the end of this text. */
  String answerUpTo(String end) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(UTF_8).endsWith(end)) {
      int next = in.read();
      if (next < 0) throw new IOException("the server closed the connection after " + read);
      read.write(next);
    }
    return read.toString(UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
