package dev.roster.core.upload;

import dev.roster.core.limit.Turns;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * The memory in which parts wait until they are complete, so that a slow client holds no connection
 * to the store. It is at most a quarter of the heap, whatever the number of clients.
 */
@Component
class PartMemory {
  private static final int SHARE = 4;
  private static final int FEWEST = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int buffers =
      (int)
          Math.max(
              FEWEST, Math.min(1_000, Runtime.getRuntime().maxMemory() / SHARE / Parts.SMALLEST));
  private final Turns turns =
      new Turns(
          buffers,
          PATIENCE,
          "The server takes %d parts at the same time, and all are in use. Send the part again in a while, and fewer at once."
              .formatted(buffers));

  /**
   * Runs the action with a buffer of the size.
   *
   * @throws dev.roster.core.problem.Refused {@code too_many_requests} if no memory is free for some
   *     time
   */
  <T> T lend(int size, Function<byte[], T> action) {
    return turns.take(() -> action.apply(new byte[size]));
  }
}
