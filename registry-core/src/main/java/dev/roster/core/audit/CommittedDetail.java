package dev.roster.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.json.CanonicalJson;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The detail of an entry, with what people wrote kept apart. In the detail that is proven, a free
 * text is replaced by a commitment to it: {@code hmac-sha256:} and the base64 of HMAC-SHA-256 (RFC
 * 2104) over its UTF-8, with a random salt as the key. So a text can be erased and the proofs stay
 * whole, and whoever has text and salt can show that it was this text.
 *
 * <p>A field is a free text unless it is named here as open. A list or an object that holds texts
 * is committed to as a whole, over its canonical JSON (RFC 8785).
 *
 * @param proven the detail as the leaf holds it
 * @param texts by the name of their field
 */
public record CommittedDetail(Map<String, Object> proven, Map<String, FreeText> texts) {
  /** Fields whose texts Roster makes, or that name things and not people. */
  private static final Set<String> OPEN =
      Set.of(
          "id",
          "from",
          "to",
          "digest",
          "sha256",
          "path",
          "alias",
          "aliases",
          "upload",
          "via",
          "run",
          "event",
          "kind",
          "verdict",
          "report",
          "policy",
          "incident",
          "monitor",
          "check",
          "replaced",
          "request",
          "approval",
          "decision",
          "state",
          "expiresAt",
          "until",
          "sunset",
          "replacement",
          "manifest",
          "delivery",
          "events",
          "models",
          "format",
          "host",
          "riskClass",
          "permission",
          "method",
          "route",
          "code",
          "erased");

  private static final String SCHEME = "hmac-sha256:";
  private static final int SALT_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A text that people wrote, or a list or an object that holds such texts.
   *
   * @param salt 32 random bytes, in base64
   */
  public record FreeText(Object value, String salt) {
    String commitment() {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(salt), "HmacSHA256"));
        String text = value instanceof String plain ? plain : CanonicalJson.of(value);
        return SCHEME + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
      } catch (GeneralSecurityException impossible) { // every Java platform has it
        throw new IllegalStateException(impossible);
      }
    }
  }

  /** Commits to the free texts of a detail, each with a new salt. */
  public static CommittedDetail of(Map<String, Object> detail) {
    return of(detail, CommittedDetail::newSalt);
  }

  static CommittedDetail of(Map<String, Object> detail, Supplier<String> salts) {
    Map<String, Object> proven = new HashMap<>(detail);
    Map<String, FreeText> texts = new HashMap<>();
    detail.forEach(
        (field, value) -> {
          if (OPEN.contains(field) || !holdsText(value)) return;
          FreeText text = new FreeText(value, salts.get());
          texts.put(field, text);
          proven.put(field, text.commitment());
        });
    return new CommittedDetail(proven, texts);
  }

  private static String newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return Base64.getEncoder().encodeToString(salt);
  }

  private static boolean holdsText(Object value) {
    if (value instanceof Map<?, ?> object) return !object.isEmpty();
    if (value instanceof Collection<?> list)
      return list.stream().anyMatch(CommittedDetail::holdsText);
    return value instanceof String;
  }

  /** Whether the field was a free text, and nobody can tell which any more. */
  boolean isErased(String field) {
    return proven.get(field) instanceof String text
        && text.startsWith(SCHEME)
        && !texts.containsKey(field);
  }

  /** The detail as it was given, but for the texts that were erased. */
  public Map<String, Object> clear() {
    Map<String, Object> clear = new HashMap<>(proven);
    texts.forEach((field, text) -> clear.put(field, text.value()));
    return clear;
  }
}
