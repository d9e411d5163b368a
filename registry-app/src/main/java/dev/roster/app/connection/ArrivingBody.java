package dev.roster.app.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * The body of the request that a processor handles. Each KiB of it must arrive in time; time that
 * the server takes between two reads does not count.
 */
final class ArrivingBody implements InputBuffer {
  private static final int STEP = 1 << 10;

  private final InputBuffer source;
  private final IntConsumer readTimeout;
  private Runnable onEnd = () -> {};
  private long missing;
  private long patience;
  private long waited;
  private int arrived;

  /**
   * @param readTimeout sets how many milliseconds a read of the socket waits
   */
  ArrivingBody(InputBuffer source, IntConsumer readTimeout) {
    this.source = source;
    this.readTimeout = readTimeout;
  }

  /**
   * Begins the body of a request.
   *
   * @param length its length; negative if it is sent in chunks
   * @param onEnd called once, when the whole body was read
   */
  void begin(long length, Duration timeout, Runnable onEnd) {
    this.missing = length < 0 ? Long.MAX_VALUE : length;
    this.onEnd = onEnd;
    allow(timeout);
  }

  /** Changes how long a KiB may take. */
  void allow(Duration timeout) {
    patience = timeout.toNanos();
    waited = 0;
    arrived = 0;
  }

  /** The number of bytes that have not been read; large if the body is sent in chunks. */
  long missing() {
    return missing;
  }

  @Override
  public int doRead(ApplicationBufferHandler handler) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(patience - waited);
    if (left <= 0) throw tooSlow();
    readTimeout.accept((int) left);
    long begin = System.nanoTime();
    int read;
    try {
      read = source.doRead(handler);
    } catch (SocketTimeoutException stalled) {
      throw tooSlow();
    }
    waited += System.nanoTime() - begin;
    count(read);
    return read;
  }

  /** The message is for the client. */
  private SocketTimeoutException tooSlow() {
    return new SocketTimeoutException(
        "Each KiB of the body has to arrive within %d s; more of it did not come in time. Send the request again."
            .formatted(TimeUnit.NANOSECONDS.toSeconds(patience)));
  }

  private void count(int read) {
    if (read > 0) arrived += read;
    if (arrived >= STEP) {
      arrived = 0;
      waited = 0;
    }
    if (missing < Long.MAX_VALUE) missing -= Math.max(0, read);
    if (read < 0) missing = 0;
    if (missing <= 0) end();
  }

  private void end() {
    Runnable ended = onEnd;
    onEnd = () -> {};
    ended.run();
  }

  @Override
  public int available() {
    return source.available();
  }
}
