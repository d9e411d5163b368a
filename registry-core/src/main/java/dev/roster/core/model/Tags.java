package dev.roster.core.model;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import java.text.Normalizer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of tags: key 1 to 128 printable characters, value up to 5,000, at most 100 of them. */
public final class Tags {
  private static final int MAX_TAGS = 100;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 5_000;

  private Tags() {}

  public static void check(Map<String, String> tags, Faults faults) {
    faults.count(field("tags"), tags.size(), MAX_TAGS);
    tags.forEach(
        (key, value) -> {
          FieldPath tag = field("tags").member(key);
          if (key.isBlank() || key.length() > MAX_KEY || key.codePoints().anyMatch(Tags::odd))
            faults.add(tag, "is not a tag key: 1 to 128 printable characters");
          if (!Normalizer.isNormalized(key, Normalizer.Form.NFC))
            faults.add(tag, "is not in Unicode's normal form C");
          if (value == null) faults.add(tag, "is null; leave the tag out instead");
          faults.text(tag, value, MAX_VALUE);
        });
  }

  /** The tags after a merge patch (RFC 7396): a null value removes the key. */
  public static Map<String, String> merge(
      Map<String, String> tags, Map<String, @Nullable String> patch) {
    Map<String, String> merged = new TreeMap<>(tags);
    patch.forEach(
        (key, value) -> {
          if (value == null) merged.remove(key);
          else merged.put(key, value);
        });
    return merged;
  }

  private static boolean odd(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
