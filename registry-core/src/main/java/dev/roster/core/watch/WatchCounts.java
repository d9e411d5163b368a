package dev.roster.core.watch;

import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** What this server has done for those who wait. */
@Component
public class WatchCounts {
  private final LongAdder sent = new LongAdder();
  private final LongAdder cut = new LongAdder();

  /** An event was sent to a watcher. */
  public void sent() {
    sent.increment();
  }

  /** A watcher took nothing of what was sent, so its connection was closed. */
  public void cut() {
    cut.increment();
  }

  public long allSent() {
    return sent.sum();
  }

  public long allCut() {
    return cut.sum();
  }
}
