package dev.roster.core.search;

/**
 * A piece of the text.
 *
 * @param start where it begins, from 0
 * @param end behind its last character
 * @param text the signs; of a word or quoted text what is said, stars as characters
 * @param value without the stars that stand for anything
 * @param openStart whether a star stands before the value
 * @param openEnd whether a star stands behind the value
 * @param oddStar where a star stands that cannot; -1: nowhere
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

  /** For messages. */
  String shown() {
    if (kind == Kind.END) return "the end";
    if (kind == Kind.QUOTED) return "a quoted text";
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
