package dev.roster.app.cli;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A body in whose midst something happens. */
final class SlowBytes extends InputStream {
  private static final int SIZE = 1 << 20;

  private final Runnable inTheMidst;
  private final CountDownLatch happened;
  private int at;

  SlowBytes(Runnable inTheMidst, CountDownLatch happened) {
    this.inTheMidst = inTheMidst;
    this.happened = happened;
  }

  @Override
  public int read() {
    if (at == SIZE) return -1;
    if (at == SIZE / 2) {
      inTheMidst.run();
      happened.countDown();
    }
    return at++ & 0xff;
  }
}
