package dev.roster.app.connection;

import dev.roster.http.connection.ClientConnection;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the requests of one connection, and gives valves the pace of a body. */
final class BoundedProcessor extends Http11Processor implements ClientConnection {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedProcessor.class);
  private static final int NOTE = 17; // the adapter's own note is 1
  private static final int PIECE = 64 << 10;

  /** How long a client that was refused may go on sending, so that it finds the answer. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  /** How long it may send nothing meanwhile. */
  private static final Duration LINGER_PAUSE = Duration.ofMillis(500);

  private static final VarHandle HTTP_09 = http09();

  private final ArrivingBody body;
  private final HeadBuffers buffers;
  private volatile boolean isWaiting;

  BoundedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
    super(protocol, adapter);
    Http11InputBuffer input = (Http11InputBuffer) request.getInputBuffer();
    PlainHead.require(input, request);
    buffers = new HeadBuffers(input, response);
    body = new ArrivingBody(input, millis -> getSocketWrapper().setReadTimeout(millis));
    request.setInputBuffer(body);
    request.setNote(NOTE, this);
  }

  private static VarHandle http09() {
    try {
      return MethodHandles.privateLookupIn(Http11Processor.class, MethodHandles.lookup())
          .findVarHandle(Http11Processor.class, "http09", boolean.class);
    } catch (ReflectiveOperationException other) {
      throw new IllegalStateException("this version of Tomcat knows no HTTP/0.9", other);
    }
  }

  static BoundedProcessor of(Request request) {
    return (BoundedProcessor) request.getCoyoteRequest().getNote(NOTE);
  }

  ArrivingBody body() {
    return body;
  }

  /** Answers a request of HTTP/0.9 with a status line, too. */
  void answerAsHttp1() {
    HTTP_09.set(this, false);
  }

  /**
   * Gives the connection buffers that suit files: with small ones a file of 1 GiB takes 131,072
   * system calls. Most connections carry no files, and thousands may be open.
   */
  void prepareForFile() {
    getSocketWrapper().getSocketBufferHandler().expand(PIECE);
    buffers.enlarge(PIECE);
  }

  /** Gives back most of the memory of the connection until its call is answered. */
  void await(Request call) {
    isWaiting = true;
    buffers.shrink(request);
    TextBuffers.shrink(call);
  }

  /** Before a call is handled, or one that has waited goes on. */
  void resume(Request call) {
    if (!isWaiting) return;
    isWaiting = false;
    buffers.restore();
    TextBuffers.restore(call);
  }

  /** Whether its call is answered later. */
  boolean isWaiting() {
    return isWaiting;
  }

  @Override
  public void cut() {
    action(ActionCode.CLOSE_NOW, null);
  }

  /**
   * Reads what the client still sends after its answer, for a moment. If the connection were closed
   * while bytes arrive, they would take the answer with them.
   */
  void linger() {
    long end = System.nanoTime() + LINGER.toNanos();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    getSocketWrapper().setReadTimeout(LINGER_PAUSE.toMillis());
    try {
      while (getSocketWrapper().read(true, piece.clear()) >= 0 && System.nanoTime() - end < 0)
        ; // the bytes are not wanted
    } catch (IOException silent) {
      LOG.debug("The client sends no more: {}", silent.getMessage());
    }
  }

  /** Whether the head of a request began to arrive before this time, but is not complete. */
  boolean hasWaitedSince(long nanoTime) {
    long begin = request.getStartTimeNanos();
    return begin != -1 && begin - nanoTime < 0 && !isAsync();
  }
}
