package dev.roster.core.search;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads {@code name = "credit*" AND tags.tier = "2" AND stage = production}: name, tags and stage
 * with {@code =}, joined by AND. Strings are bare words or quoted by {@code '} or {@code "}; {@code
 * \} escapes the quote, {@code *} and itself; {@code *} at an end stands for anything.
 */
final class FilterParser {
  private static final int LONGEST = 4_096;
  private static final int MOST_CONDITIONS = 50;
  private static final Set<String> STAGES = Set.of("none", "staging", "production", "retired");

  private final String text;
  private int at;

  FilterParser(String text) {
    this.text = text;
  }

  Filter parse() {
    if (text.length() > LONGEST)
      throw wrong(LONGEST, "a filter has at most %,d characters".formatted(LONGEST));
    List<Condition> conditions = new ArrayList<>();
    skipSpace();
    if (at == text.length()) return Filter.NONE;
    conditions.add(condition());
    while (at < text.length()) {
      int start = at;
      String joint = word();
      if (!joint.equalsIgnoreCase("and"))
        throw wrong(start, "expected AND; OR, NOT, parentheses and more come later");
      conditions.add(condition());
      if (conditions.size() > MOST_CONDITIONS)
        throw wrong(start, "a filter has at most %d conditions".formatted(MOST_CONDITIONS));
    }
    return new Filter(conditions);
  }

  private Condition condition() {
    int start = at;
    String field = word();
    String key = null;
    if (field.toLowerCase(Locale.ROOT).startsWith("tags.")) {
      key = field.substring("tags.".length());
      if (key.isEmpty() && at < text.length() && isQuote(text.charAt(at))) {
        key = string().text();
      }
      if (key.isEmpty()) throw wrong(start, "expected a tag's key, as tags.team");
    } else if (!field.equals("name") && !field.equals("stage")) {
      throw wrong(
          start,
          field.isEmpty()
              ? "expected a field: name, stage or tags.KEY"
              : "the field " + field + " is not known here; it is name, stage or tags.KEY for now");
    }
    skipSpace();
    if (at == text.length() || text.charAt(at) != '=')
      throw wrong(at, "expected = behind " + field + "; other comparisons come later");
    at++;
    skipSpace();
    int valueAt = at;
    Text value = string();
    if (key != null)
      return new Condition.TagIs(key, value.text(), value.openStart(), value.openEnd());
    if (field.equals("name"))
      return new Condition.NameIs(value.text(), value.openStart(), value.openEnd());
    if (value.openStart() || value.openEnd() || !STAGES.contains(value.text()))
      throw wrong(valueAt, "is not a stage: none, staging, production or retired");
    return new Condition.StageIs(value.text());
  }

  private record Text(String text, boolean openStart, boolean openEnd) {}

  private Text string() {
    if (at == text.length()) throw wrong(at, "expected a value");
    char first = text.charAt(at);
    boolean quoted = isQuote(first);
    if (quoted) at++;
    int start = at;
    StringBuilder value = new StringBuilder();
    boolean openStart = false;
    boolean openEnd = false;
    while (true) {
      if (at == text.length()) {
        if (quoted) throw wrong(start - 1, "the quote is not closed");
        break;
      }
      char c = text.charAt(at);
      if (quoted ? c == first : !(isWord(c) || c == '*')) break;
      if (openEnd)
        throw wrong(at - 1, "* stands at an end of a value only; write \\* for the star");
      if (c == '*') {
        if (value.isEmpty() && !openStart) openStart = true;
        else openEnd = true;
      } else if (quoted && c == '\\') {
        at++;
        if (at == text.length() || "*\\\"'".indexOf(text.charAt(at)) < 0)
          throw wrong(at - 1, "\\ escapes the quote, * and itself only");
        value.append(text.charAt(at));
      } else {
        value.append(c);
      }
      at++;
    }
    if (quoted) at++;
    else if (at == start) throw wrong(at, "expected a value: a word, or a text in quotes");
    skipSpace();
    return new Text(value.toString(), openStart, openEnd);
  }

  private String word() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) at++;
    String word = text.substring(start, at);
    if (!word.endsWith(".")) skipSpace();
    return word;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isWord(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
  }

  private Refused wrong(int position, String detail) {
    String located = "At character %d of the filter: %s.".formatted(position + 1, detail);
    return Refused.because(
        ProblemCode.INVALID_FILTER, located, List.of(new FieldFault("?filter", located)));
  }
}
