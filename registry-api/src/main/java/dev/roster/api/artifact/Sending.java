package dev.roster.api.artifact;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Bytes on their way to a client. */
interface Sending {
  void run() throws IOException;

  /**
   * Sends. What fails before the first byte is gone is a problem like any other. Behind it, an
   * exception that leaves the servlet makes the container cut the connection, so that nobody takes
   * what came for all of it.
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
