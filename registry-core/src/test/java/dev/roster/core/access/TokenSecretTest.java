package dev.roster.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TokenSecretTest {
  private final TokenSecret secret = TokenSecret.random(new SecureRandom());

  @Test
  void aSecretReadsBackWithItsPublicId() {
    assertThat(secret.text()).matches("rst_[0-9A-Za-z]{46}").startsWith("rst_" + secret.id());
    assertThat(TokenSecret.parse(secret.text())).contains(secret);
  }

  @Test
  void anyChangedCharacterIsToldWithoutTheDatabase() {
    for (int i = 0; i < secret.text().length(); i++) {
      char other = secret.text().charAt(i) == 'a' ? 'b' : 'a';
      String wrong = secret.text().substring(0, i) + other + secret.text().substring(i + 1);
      assertThat(TokenSecret.parse(wrong)).as(wrong).isEmpty();
    }
    for (String odd : new String[] {"", "rst_", secret.text() + "0", " " + secret.text()})
      assertThat(TokenSecret.parse(odd)).as(odd).isEmpty();
  }

  @Test
  void int17ASecretIsNeverPrinted() {
    assertThat(secret.toString()).doesNotContain(secret.text().substring(12));
  }
}
