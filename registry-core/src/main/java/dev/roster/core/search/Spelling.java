package dev.roster.core.search;

import dev.roster.core.problem.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How words, keys and quoted texts are written in a filter. */
final class Spelling {
  private Spelling() {}

  static boolean isWord(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }

  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '\\' || c == '"' || c == '*') escaped.append('\\');
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** A key after its dot: bare if it has only word characters, else quoted. */
  static String keyed(String key) {
    boolean bare = !key.isEmpty() && key.chars().allMatch(c -> isWord((char) c));
    return bare ? key : quoted(key);
  }

  /** The known name that is most similar to {@code name}, if one is similar enough. */
  static Optional<String> nearest(List<String> known, String name) {
    String plain = plain(name);
    return known.stream()
        .min(Comparator.comparingInt(k -> EditDistance.between(plain(k), plain)))
        .filter(k -> EditDistance.between(plain(k), plain) <= Math.max(2, k.length() / 3));
  }

  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return plain.length() > 40 ? plain.substring(0, 40) : plain;
  }
}
