package dev.roster.core.idempotency;

import java.util.Map;
import java.util.Optional;

/** The answers that idempotency keys stand for. To hold and to keep want a transaction. */
public interface Answers {
  /**
   * Whose key it is.
   *
   * @param principal the id of who calls
   * @param key as the caller chose it
   */
  record Key(String principal, String key) {}

  /**
   * An answer as it was given.
   *
   * @param call SHA-256 of method, path and query
   * @param body SHA-256 of the request's body
   * @param content the answer's body
   */
  record Answer(
      byte[] call, byte[] body, int status, Map<String, String> headers, byte[] content) {}

  /** Holds the key until the transaction ends. False: another call holds it. */
  boolean tryHold(Key key);

  /** Waits until nobody holds the key, then holds it until the transaction ends. */
  void hold(Key key);

  /** The answer of the last 24 hours. */
  Optional<Answer> find(Key key);

  /** Keeps the answer, in the transaction of the effect. */
  void keep(Key key, Answer answer);

  /** Forgets answers older than 24 hours. */
  void purge();
}
