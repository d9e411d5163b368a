package dev.roster.storage.s3;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The way to the store. When a probe finds that the store does not answer, the circuit opens: calls
 * are refused at once, instead of each waiting for its own time-out. The first probe that succeeds
 * closes it.
 */
final class StoreCircuit {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCircuit.class);

  private volatile boolean open;

  /** Calls the store. Every failure of the store or the connection becomes the same problem. */
  <T> T call(Supplier<T> call) {
    check();
    try {
      return call.get();
    } catch (SdkException failed) {
      throw unavailable(failed);
    }
  }

  /**
   * @throws Refused {@code storage_unavailable} if the circuit is open
   */
  void check() {
    if (open)
      throw Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE,
          "The artifact store does not answer. Nothing was changed. Try again when it does.");
  }

  /** What a whole answer of the store has; an answer that was cut off may lack it. */
  static <T> T required(@Nullable T value, String name) {
    if (value == null) throw unavailable(new IOException("The store's answer has no " + name));
    return value;
  }

  /** Takes the outcome of a probe. */
  void probed(boolean answers) {
    if (answers == !open) return;
    if (answers) LOG.info("The artifact store answers again");
    else LOG.warn("The artifact store does not answer; calls for bytes are refused until it does");
    open = !answers;
  }

  static Refused unavailable(Throwable cause) {
    LOG.warn("The artifact store failed: {}", cause.getMessage());
    return Refused.because(
        ProblemCode.STORAGE_UNAVAILABLE,
        "The artifact store is not available or returned an error. Nothing was changed. Try again.",
        cause);
  }
}
