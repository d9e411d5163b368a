package dev.roster.monitoring.rows;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;

/** The refusals that the readers of rows share. */
public final class Rows {
  private Rows() {}

  /**
   * The refusal if a temporary file cannot be written or read, for example because the disk is
   * full.
   */
  public static Refused noRoom(IOException cause) {
    return Refused.because(
        ProblemCode.STORAGE_UNAVAILABLE,
        "The server could not keep the rows in a temporary file. Try again later.",
        cause);
  }

  static Refused malformed(String detail) {
    return Refused.because(ProblemCode.MALFORMED_REQUEST, detail);
  }
}
