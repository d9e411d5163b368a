package dev.roster.core.search;

/**
 * A lexeme: a word, a quoted text or a sign.
 *
 * @param start where it begins, from 0
 * @param end the position after its last character
 * @param text the sign, or the content of a word or quoted text with its stars
 * @param value the content without its wildcard stars
 * @param openStart whether a wildcard star is before the value
 * @param openEnd whether a wildcard star is after the value
 * @param oddStar the position of a star that is at neither end; -1: there is none
 */
record Lexeme(
    Kind kind,
    int start,
    int end,
    String text,
    String value,
    boolean openStart,
    boolean openEnd,
    int oddStar) {
  enum Kind {
    WORD,
    QUOTED,
    SIGN,
    END
  }

  static Lexeme sign(int start, String sign) {
    return new Lexeme(Kind.SIGN, start, start + sign.length(), sign, sign, false, false, -1);
  }

  static Lexeme end(int at) {
    return new Lexeme(Kind.END, at, at, "", "", false, false, -1);
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  boolean isText() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  boolean hasStar() {
    return openStart || openEnd || oddStar >= 0;
  }

  /** How messages show it. */
  String shown() {
    if (kind == Kind.END) return "the end";
    if (kind == Kind.QUOTED) return "a quoted text";
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
