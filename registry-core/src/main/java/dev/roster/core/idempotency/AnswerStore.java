package dev.roster.core.idempotency;

import java.util.Map;
import java.util.Optional;

/** Where the answers of calls with an idempotency key are kept, for 24 hours. */
public interface AnswerStore {
  /**
   * An idempotency key and its owner.
   *
   * @param principal the id of the caller
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

  /** Locks the key until the transaction ends. Returns false if another call has locked it. */
  boolean tryLock(Key key);

  /** Waits until no call has locked the key, then locks it until the transaction ends. */
  void lock(Key key);

  /** The answer of the last 24 hours. */
  Optional<Answer> find(Key key);

  /** Saves the answer, in the transaction of the effect. */
  void save(Key key, Answer answer);

  /** Deletes answers that are older than 24 hours. */
  void deleteExpired();
}
