package dev.roster.monitoring.rows;

import dev.roster.core.limit.MemoryBudget;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that claims memory for long rows when it is long enough to have some. */
final class MeteredBody extends FilterInputStream {
  private static final long SMALL = 1 << 20;
  private static final long OF_LONG_ROW = 16 << 20;

  private final MemoryBudget.Claim claim;
  private long read;

  MeteredBody(InputStream body, MemoryBudget.Claim claim) {
    super(body);
    this.claim = claim;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) count(1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int more = super.read(bytes, offset, length);
    if (more > 0) count(more);
    return more;
  }

  private void count(int more) {
    boolean wasSmall = read <= SMALL;
    read += more;
    if (wasSmall && read > SMALL) claim.grow(OF_LONG_ROW);
  }
}
