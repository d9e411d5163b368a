package dev.roster.app.audit;

import java.util.Base64;
import java.util.Optional;

/** The base64 of RFC 4648, section 4, in its one canonical form. */
final class StrictBase64 {
  private StrictBase64() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Empty if the text is not what {@link #encode} gives, such as with other unused bits. */
  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
