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
 * One call that carries a key: what it is known by, and how its answer is kept.
 *
 * @param cipher null if the answer holds no secret
 */
record IdempotentCall(Key key, byte[] call, byte[] body, @Nullable AnswerCipher cipher) {
  /** The stored answer of the key, if there is one. */
  Optional<Answer> before(AnswerStore answers) {
    return answers.find(key).map(this::opened);
  }

  Answer answer(int status, Map<String, String> headers, byte[] content) {
    return new Answer(
        call, body, status, headers, cipher == null ? content : cipher.encrypt(content));
  }

  private Answer opened(Answer kept) {
    boolean same =
        MessageDigest.isEqual(call, kept.call()) && MessageDigest.isEqual(body, kept.body());
    if (!same) throw reused("this key came before with another path, query or body");
    if (cipher == null) return kept;
    byte[] content =
        cipher
            .decrypt(kept.content())
            .orElseThrow(() -> reused("this key came before with another credential"));
    return new Answer(call, body, kept.status(), kept.headers(), content);
  }

  private static Refused reused(String why) {
    return Refused.because(
        ProblemCode.IDEMPOTENCY_KEY_REUSED,
        "The Idempotency-Key cannot be used again: " + why + ". Use a new key for a new call.");
  }
}
