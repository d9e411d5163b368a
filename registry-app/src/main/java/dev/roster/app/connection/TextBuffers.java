package dev.roster.app.connection;

import java.nio.CharBuffer;
import org.apache.catalina.connector.InputBuffer;
import org.apache.catalina.connector.OutputBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/**
 * The buffers through which a servlet could read and write characters. Tomcat holds 32 KiB for them
 * with each request that is not answered, and Roster reads and writes bytes.
 */
final class TextBuffers {
  private static final int WHOLE = 8 << 10; // characters
  private static final PrivateField<Request, InputBuffer> INPUT =
      new PrivateField<>(Request.class, "inputBuffer");
  private static final PrivateField<Response, OutputBuffer> OUTPUT =
      new PrivateField<>(Response.class, "outputBuffer");
  private static final PrivateField<InputBuffer, CharBuffer> READ =
      new PrivateField<>(InputBuffer.class, "cb");
  private static final PrivateField<OutputBuffer, CharBuffer> WRITTEN =
      new PrivateField<>(OutputBuffer.class, "cb");

  private TextBuffers() {}

  /** Gives their memory back; they must be restored before the request is handled further. */
  static void shrink(Request request) {
    set(request, 0);
  }

  static void restore(Request request) {
    set(request, WHOLE);
  }

  private static void set(Request request, int size) {
    READ.set(INPUT.get(request), CharBuffer.allocate(size).limit(0));
    WRITTEN.set(OUTPUT.get(request.getResponse()), CharBuffer.allocate(size).limit(0));
  }
}
