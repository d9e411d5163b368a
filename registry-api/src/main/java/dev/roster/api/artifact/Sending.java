package dev.roster.api.artifact;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Bytes on their way to a client. */
interface Sending {
  void run() throws IOException;

  /**
   * Sends. A failure before the first byte was sent is answered with a problem. After it, an
   * exception that leaves the servlet makes the container cut the connection, so that no client
   * takes the bytes it received for the whole file.
   */
  static void to(HttpServletResponse response, Sending sending) throws IOException {
    try {
      sending.run();
    } catch (IOException broken) {
      if (response.isCommitted()) throw broken;
      throw Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE,
          "The store of artifacts broke off before the first byte. Try again.",
          broken);
    }
  }
}
