package dev.roster.app.connection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.coyote.OutputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11OutputBuffer;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * The buffers for the heads of a request and of its answer, which have the size of the largest head
 * that is allowed. A call that waits needs neither: its head was read, and its answer has not
 * begun. Tomcat would hold 88 KiB for each.
 */
final class HeadBuffers {
  /** What the head of a stream of events needs at most. */
  private static final int SMALL = 4 << 10;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final PrivateField<Response, OutputBuffer> OUTPUT =
      new PrivateField<>(Response.class, "outputBuffer");
  private static final PrivateField<Http11OutputBuffer, ByteBuffer> HEAD =
      new PrivateField<>(Http11OutputBuffer.class, "headerBuffer");

  private final Http11InputBuffer input;
  private final Http11OutputBuffer output;
  private final int whole;
  private boolean isSmall;

  HeadBuffers(Http11InputBuffer input, Response response) {
    this.input = input;
    this.output = (Http11OutputBuffer) OUTPUT.get(response);
    this.whole = HEAD.get(output).capacity();
  }

  private void setHead(int size) {
    HEAD.set(output, ByteBuffer.allocate(size));
  }

  /** Called by the thread that has read the head, before anything of the answer was written. */
  void shrink(Request request) {
    isSmall = true;
    setHead(SMALL);
    ByteBuffer read = input.getByteBuffer();
    if (read.hasRemaining()) return; // the begin of another request
    keepOnly(request, read.array());
    input.setByteBuffer(NONE); // Tomcat allocates another one before it reads again
  }

  /** Makes room to read a body in larger pieces. */
  void enlarge(int more) {
    ByteBuffer read = input.getByteBuffer();
    if (read.capacity() >= whole + more) return;
    ByteBuffer larger = ByteBuffer.allocate(whole + more);
    larger.put(read.array(), 0, read.limit()).limit(read.limit()).position(read.position());
    input.setByteBuffer(larger);
  }

  /** Called before the answer is written by a handler. */
  void restore() {
    if (isSmall) setHead(whole);
    isSmall = false;
  }

  /** Copies what the request refers to, so that nothing refers to the buffer. */
  private static void keepOnly(Request request, byte[] buffer) {
    List.of(
            request.scheme(),
            request.method(),
            request.requestURI(),
            request.decodedURI(),
            request.queryString(),
            request.protocol(),
            request.serverName(),
            request.remoteAddr(),
            request.peerAddr(),
            request.remoteHost(),
            request.localName(),
            request.localAddr(),
            request.getRemoteUser(),
            request.getAuthType())
        .forEach(text -> keep(text, buffer));
    MimeHeaders headers = request.getMimeHeaders();
    for (int i = 0; i < headers.size(); i++) {
      keep(headers.getName(i), buffer);
      keep(headers.getValue(i), buffer);
    }
  }

  private static void keep(MessageBytes text, byte[] buffer) {
    ByteChunk bytes = text.getByteChunk();
    if (bytes.getBuffer() != buffer) return;
    byte[] copy = Arrays.copyOfRange(buffer, bytes.getStart(), bytes.getEnd());
    if (text.getType() == MessageBytes.T_BYTES) text.setBytes(copy, 0, copy.length);
    else bytes.setBytes(copy, 0, copy.length);
  }
}
