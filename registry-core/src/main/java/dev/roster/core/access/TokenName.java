package dev.roster.core.access;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Refused;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name of a token, which audit entries show. It is ASCII, so it has one form. Two names that
 * people take for each other have one {@link #key}, and only one of them can be in use.
 */
record TokenName(String text) {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9 ._@/:+-]{0,126}[A-Za-z0-9._@/:+-])?");
  private static final Set<String> RESERVED =
      Stream.of("admin", "system").map(TokenName::keyOf).collect(Collectors.toSet());

  /** Blanks at the ends are dropped. */
  TokenName {
    text = text.strip();
    if (!FORM.matcher(text).matches())
      throw Refused.invalid(
          field("name"),
          "must be 1 to 128 of A-Z a-z 0-9, blanks and . _ @ / : + - that begin with a letter or digit",
          text);
    if (RESERVED.contains(keyOf(text)))
      throw Refused.invalid(
          field("name"), "must not be admin or system, nor look like one of them", text);
  }

  /**
   * What is the same for names that look alike: in case, blanks, and letters such as l, I and 1.
   */
  String key() {
    return keyOf(text);
  }

  /** The script V18__token.sql computes the same for older tokens. */
  private static String keyOf(String name) {
    return name.replaceAll(" +", " ")
        .toLowerCase(Locale.ROOT)
        .replace('1', 'l')
        .replace('i', 'l') // a capital I is an l for the eye
        .replace('0', 'o')
        .replace("rn", "m")
        .replace("vv", "w");
  }
}
