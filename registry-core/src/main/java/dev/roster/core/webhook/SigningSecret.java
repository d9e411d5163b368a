package dev.roster.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret by which a receiver knows that a delivery is from Roster, as <a
 * href="https://www.standardwebhooks.com">Standard Webhooks</a> has it.
 */
record SigningSecret(byte[] key) {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static SigningSecret random() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return new SigningSecret(key);
  }

  /** As its receiver keeps it. */
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /** Over the id of the event, the second of the try, and the body. */
  String signature(String id, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + at.getEpochSecond() + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "a signing secret";
  }
}
