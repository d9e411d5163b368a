package dev.roster.monitoring.rows;

import dev.roster.core.digest.HashingStream;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.InputStream;

/** A body of rows, which is hashed while it is read and has a limit. */
public final class LimitedBody extends HashingStream {
  public LimitedBody(InputStream in, long limit) {
    super(in, limit, LimitedBody::tooLarge);
  }

  private static Refused tooLarge(long limit) {
    return Refused.because(
        ProblemCode.TOO_LARGE,
        "The rows take more than " + limit + " bytes. Send them in several batches.");
  }

  /** The caller that opened the stream below closes it; readers may stop before its end. */
  @Override
  public void close() {}
}
