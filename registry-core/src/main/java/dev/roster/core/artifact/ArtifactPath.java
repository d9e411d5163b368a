package dev.roster.core.artifact;

import static dev.roster.core.problem.FieldPath.field;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.problem.Refused;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The path of a file within its version: segments joined by {@code /}, 1 to 1,024 bytes of UTF-8 in
 * NFC. No key, path or URL of the store is derived from it.
 */
public record ArtifactPath(String text) {
  private static final int MAX_BYTES = 1024;

  public ArtifactPath {
    String fault = fault(text);
    if (fault != null) throw Refused.invalid(field("path"), fault);
  }

  private static @Nullable String fault(String text) {
    if (text.isEmpty()) return "is empty; name the file, such as model/model.onnx";
    if (text.getBytes(UTF_8).length > MAX_BYTES) return "is longer than 1,024 bytes of UTF-8";
    if (!UTF_8.newEncoder().canEncode(text)) return "is not Unicode text";
    if (text.indexOf('\\') >= 0) return "has a backslash: join segments by /";
    if (text.codePoints().anyMatch(Character::isISOControl)) return "has a control character";
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT))
      return "contains an invisible character, such as a mark that changes the direction of text";
    if (!Normalizer.isNormalized(text, Form.NFC)) return "is not in Unicode's normal form C";
    for (String segment : text.split("/", -1)) {
      if (segment.isEmpty()) return "has an empty segment: no / at an end, no two in a row";
      if (segment.equals(".") || segment.equals("..")) return "has a . or .. segment";
    }
    return null;
  }

  /** The path in lower case. Two paths of one version never have the same key. */
  public String key() {
    return Normalizer.normalize(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Form.NFC);
  }

  /** The last segment. */
  public String fileName() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** The path up to its last {@code /}, and with it; empty for a file at the root. */
  public String folder() {
    return text.substring(0, text.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
