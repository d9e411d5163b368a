package dev.roster.core.search;

import dev.roster.core.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a text into lexemes, in one pass. */
final class Lexer {
  private static final Pattern DATE_AND_HOUR = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}");
  private static final Pattern MANTISSA = Pattern.compile("-?(\\d+\\.?\\d*|\\.\\d+)[eE]");

  private final String text;
  private final SyntaxError error;
  private int at;

  Lexer(String text, SyntaxError error) {
    this.text = text;
    this.error = error;
  }

  List<Lexeme> lexemes() {
    List<Lexeme> lexemes = new ArrayList<>();
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
      if (at == text.length()) break;
      lexemes.add(next());
    }
    lexemes.add(Lexeme.end(at));
    return lexemes;
  }

  private Lexeme next() {
    char c = text.charAt(at);
    if (c == '"' || c == '\'') return quoted(c);
    if (Spelling.isWord(c) || c == '*') return word();
    int start = at++;
    if (at < text.length() && text.charAt(at) == '=' && "!<>=".indexOf(c) >= 0) {
      if (c == '=') throw error.at(start, "expected =, not ==");
      at++;
      return Lexeme.sign(start, c + "=");
    }
    if ("()[],=<>:+".indexOf(c) >= 0) return Lexeme.sign(start, String.valueOf(c));
    if (c == '!') throw error.at(start, "expected != or NOT");
    throw unknown(start);
  }

  private Refused unknown(int start) {
    int character = text.codePointAt(start);
    String shown =
        Character.isLetterOrDigit(character)
            ? "the character " + Character.toString(character)
            : "the character U+%04X".formatted(character);
    return error.at(
        start, shown + " is allowed in quotes only; a bare word has only A-Z a-z 0-9 . _ -");
  }

  private Lexeme word() {
    int start = at;
    skipWord();
    String so = text.substring(start, at);
    if (sees(':') && DATE_AND_HOUR.matcher(so).matches()) {
      while (at < text.length() && (Spelling.isWord(text.charAt(at)) || sees(':') || sees('+')))
        at++;
    } else if (sees('+') && MANTISSA.matcher(so).matches()) {
      at++;
      skipWord();
    }
    Content content = new Content();
    for (int i = start; i < at; i++) content.add(text.charAt(i), text.charAt(i) == '*', i);
    return content.lexeme(Lexeme.Kind.WORD, start, at);
  }

  private void skipWord() {
    while (at < text.length() && (Spelling.isWord(text.charAt(at)) || sees('*'))) at++;
  }

  private boolean sees(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private Lexeme quoted(char quote) {
    int start = at++;
    Content content = new Content();
    while (true) {
      if (at == text.length()) throw error.at(start, "the quote is not closed");
      char c = text.charAt(at++);
      if (c == quote) return content.lexeme(Lexeme.Kind.QUOTED, start, at);
      if (c != '\\') {
        content.add(c, c == '*', at - 1);
      } else if (at < text.length() && "*\\\"'".indexOf(text.charAt(at)) >= 0) {
        content.add(text.charAt(at), false, at++);
      } else {
        throw error.at(at - 1, "\\ can only escape quotes, * and itself");
      }
    }
  }

  /** The content of a word or of quotes. */
  private static final class Content {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder value = new StringBuilder();
    private boolean openStart;
    private boolean openEnd;
    private int lastStar;
    private int oddStar = -1;

    void add(char c, boolean star, int position) {
      if (openEnd && oddStar < 0) oddStar = lastStar;
      if (star) lastStar = position;
      text.append(c);
      if (!star) value.append(c);
      else if (text.length() == 1) openStart = true;
      else openEnd = true;
    }

    Lexeme lexeme(Lexeme.Kind kind, int start, int end) {
      return new Lexeme(
          kind, start, end, text.toString(), value.toString(), openStart, openEnd, oddStar);
    }
  }
}
