package dev.roster.core.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.access.SecretStore;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * HMAC-SHA-256 by a secret of the database. Without the secret nobody can find out by trying which
 * name a hash in the store stands for.
 */
@Component
class NameHash {
  private static final String SECRET = "erasure-key"; // made by V32__erasure.sql

  private final SecretStore secrets;

  NameHash(SecretStore secrets) {
    this.secrets = secrets;
  }

  byte[] of(String name) {
    return mac("name " + name);
  }

  /** Proves that this registry wrote a line of the list. */
  byte[] proof(String line) {
    return mac("line " + line);
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secrets.secret(SECRET), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
