package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** What a leaf has in place of a text: {@code hmac-sha256:BASE64} of RFC 2104. */
final class Commitment {
  private static final String SCHEME = "hmac-sha256:";

  private Commitment() {}

  static boolean is(JsonNode value) {
    return value.isString() && value.stringValue().startsWith(SCHEME);
  }

  /** The commitment to a text, or to the canonical JSON of another value. */
  static Optional<String> of(JsonNode value, JsonNode salt) {
    return StrictBase64.decode(salt.stringValue(""))
        .filter(key -> key.length > 0)
        .map(key -> SCHEME + StrictBase64.encode(hmac(key, text(value))));
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : Json.canonical(value);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
