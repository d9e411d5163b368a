package dev.roster.core.artifact;

import static dev.roster.core.problem.FieldPath.field;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.problem.Refused;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a file within its version: segments joined by {@code /}, 1 to 1,024 bytes of UTF-8 in
 * NFC, without backslashes, invisible characters, and text that looks like an escape of a URL. No
 * key, path or URL of the store is derived from it.
 */
public record ArtifactPath(String text) {
  private static final int MAX_BYTES = 1024;
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

  public ArtifactPath {
    String fault = fault(text);
    if (fault != null) throw Refused.invalid(field("path"), fault);
  }

  private static @Nullable String fault(String text) {
    if (text.isEmpty()) return "is empty; name the file, such as model/model.onnx";
    if (text.getBytes(UTF_8).length > MAX_BYTES) return "is longer than 1,024 bytes of UTF-8";
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      String fault = faultOf(text.codePointAt(at));
      if (fault != null) return "has " + fault + place(text, at);
    }
    Matcher escape = ESCAPE.matcher(text);
    if (escape.find())
      return "has '%s'%s: a %% must not stand before two hex digits, as it would be read as an escape"
          .formatted(escape.group(), place(text, escape.start()));
    String normal = Normalizer.normalize(text, Form.NFC);
    if (!normal.equals(text))
      return "is not in Unicode's normal form C%s; send it in that form"
          .formatted(place(text, Arrays.mismatch(text.toCharArray(), normal.toCharArray())));
    int from = 0;
    for (String segment : text.split("/", -1)) {
      if (segment.isEmpty())
        return "has an empty segment" + place(text, from) + ": no / at an end, no two in a row";
      if (segment.equals(".") || segment.equals(".."))
        return "has the segment '" + segment + "'" + place(text, from);
      from += segment.length() + 1;
    }
    return null;
  }

  private static @Nullable String faultOf(int character) {
    if (character == '\\') return "a backslash, where / joins segments,";
    if (Character.isISOControl(character))
      return "the control character U+%04X".formatted(character);
    return switch (Character.getType(character)) {
      case Character.FORMAT ->
          "the invisible character U+%04X, %s,".formatted(character, Character.getName(character));
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          "the line separator U+%04X".formatted(character);
      case Character.SURROGATE -> "U+%04X, which is no character of Unicode,".formatted(character);
      default -> null;
    };
  }

  private static String place(String text, int at) {
    return " at character " + (text.codePointCount(0, at) + 1);
  }

  /** The path in lower case. Two paths of one version never have the same key. */
  public String key() {
    return Normalizer.normalize(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Form.NFC);
  }

  /** The keys of the folders that the file is in, the outermost first. */
  public List<String> folderKeys() {
    String key = key();
    List<String> folders = new ArrayList<>();
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1))
      folders.add(key.substring(0, slash));
    return folders;
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
