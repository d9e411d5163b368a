package dev.roster.core.outbound;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Calls systems that users name. It reaches public addresses alone, but for those that the operator
 * allows; it judges each address at each connection, follows no redirect, uses no proxy, and takes
 * at most 15 seconds and 64 KiB of an answer.
 */
public interface Outbound {
  /**
   * Why this URL is never called; empty if it may be. It says what must be different: "must …". A
   * host that has no address now is not refused.
   */
  Optional<String> refusal(String url);

  /** Sends a POST. What comes of it is always an answer, and never an exception. */
  CompletableFuture<Answer> post(Call call);
}
