package dev.roster.http.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An answer with a secret is read again by the caller that got it, and by nobody else. */
class AnswerCipherTest {
  private static final byte[] ANSWER = "{\"token\":\"secret\"}".getBytes(UTF_8);
  private final AnswerCipher cipher = new AnswerCipher("credential", "key");

  @Test
  void theSameCallerReadsItAgain() {
    assertThat(new AnswerCipher("credential", "key").decrypt(cipher.encrypt(ANSWER)))
        .contains(ANSWER);
    assertThat(cipher.decrypt(cipher.encrypt(new byte[0]))).contains(new byte[0]);
  }

  @Test
  void int17AnotherCredentialOrAnotherKeyDoesNot() {
    byte[] sealed = cipher.encrypt(ANSWER);

    assertThat(new AnswerCipher("credential2", "key").decrypt(sealed)).isEmpty();
    assertThat(new AnswerCipher("credential", "key2").decrypt(sealed)).isEmpty();
  }

  @Test
  void int17WhatIsStoredNeitherHoldsTheSecretNorRepeats() {
    byte[] sealed = cipher.encrypt(ANSWER);

    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
    assertThat(cipher.encrypt(ANSWER)).isNotEqualTo(sealed);
  }

  @Test
  void eachChangedByteIsNoticed() {
    byte[] sealed = cipher.encrypt(ANSWER);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(cipher.decrypt(changed)).isEmpty();
    }
  }
}
