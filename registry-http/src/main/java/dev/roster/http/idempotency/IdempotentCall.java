package dev.roster.http.idempotency;

import dev.roster.core.idempotency.AnswerStore;
import dev.roster.core.idempotency.AnswerStore.Answer;
import dev.roster.core.idempotency.AnswerStore.Key;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call with an idempotency key: what identifies it, and how its answer is stored.
 *
 * @param call SHA-256 of method, path and query
 * @param body SHA-256 of the body
 * @param cipher null if the answer holds no secret
 */
record IdempotentCall(Key key, byte[] call, byte[] body, @Nullable AnswerCipher cipher) {
  /**
   * The answer that is stored for the key.
   *
   * @throws Refused {@code idempotency_key_reused} if it is the answer to another call
   */
  Optional<Answer> findAnswer(AnswerStore answers) {
    return answers.find(key).map(this::decrypt);
  }

  /** The answer as it is stored. */
  Answer answer(int status, Map<String, String> headers, byte[] content) {
    return new Answer(
        call, body, status, headers, cipher == null ? content : cipher.encrypt(content));
  }

  private Answer decrypt(Answer stored) {
    boolean same =
        MessageDigest.isEqual(call, stored.call()) && MessageDigest.isEqual(body, stored.body());
    if (!same) throw reused("it was used before with another path, query or body");
    if (cipher == null) return stored;
    if (stored.content().length == 0)
      throw reused("its answer was erased with the name of a person");
    byte[] content =
        cipher
            .decrypt(stored.content())
            .orElseThrow(() -> reused("it was used before with another token"));
    return new Answer(call, body, stored.status(), stored.headers(), content);
  }

  private static Refused reused(String why) {
    return Refused.because(
        ProblemCode.IDEMPOTENCY_KEY_REUSED,
        "The Idempotency-Key cannot be used again: " + why + ". Use a new key for a new call.");
  }
}
