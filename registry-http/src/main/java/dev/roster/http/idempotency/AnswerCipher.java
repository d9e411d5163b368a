package dev.roster.http.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.access.SealedBox;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts an answer that holds a secret. The key is derived from the token that the caller sends.
 * The database holds only a digest of the token, so it cannot decrypt the answer.
 */
final class AnswerCipher {
  private final SealedBox box;

  AnswerCipher(String credential, String idempotencyKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(credential.getBytes(UTF_8), "HmacSHA256"));
      box = new SealedBox(mac.doFinal(("answer " + idempotencyKey).getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) { // every Java has these algorithms
      throw new IllegalStateException(impossible);
    }
  }

  byte[] encrypt(byte[] plain) {
    return box.seal(plain);
  }

  /** Empty: it was encrypted for another token or idempotency key. */
  Optional<byte[]> decrypt(byte[] encrypted) {
    return box.open(encrypted);
  }
}
