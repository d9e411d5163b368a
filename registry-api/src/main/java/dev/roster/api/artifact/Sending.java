package dev.roster.api.artifact;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An action that sends bytes to a client. */
interface Sending {
  /** Each full buffer is a write to the socket; Tomcat's own has 8 KiB. */
  int BUFFER = 64 * 1024;

  void run() throws IOException;

  /**
   * Sends the bytes. A failure before the first byte is answered with a problem. After the first
   * byte, the exception leaves the servlet and the container cuts the connection, so that no client
   * mistakes the received bytes for the whole file.
   */
  static void to(HttpServletResponse response, Sending sending) throws IOException {
    response.setBufferSize(BUFFER);
    try {
      sending.run();
    } catch (IOException broken) {
      if (response.isCommitted()) throw broken;
      throw Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE,
          "The object store failed before the first byte was sent. Try again.",
          broken);
    }
  }
}
