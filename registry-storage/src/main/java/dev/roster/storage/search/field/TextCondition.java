package dev.roster.storage.search.field;

import dev.roster.core.search.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Tests of a text. They are null where the text is. */
public final class TextCondition {
  private final TextExpression column;
  private final NamedParameters bound;
  private final boolean caseless;

  /**
   * @param caseless whether it is kept in lower case, and found so
   */
  public TextCondition(TextExpression column, NamedParameters bound, boolean caseless) {
    this.column = column;
    this.bound = bound;
    this.caseless = caseless;
  }

  public String holds(Criterion ask) {
    if (ask.part() != null) return part(ask.part());
    String equal = equal(ask.values());
    return ask.isDifferent() ? "not (" + equal + ")" : equal;
  }

  /** The ranges of an index before and behind one text; empty: it has no such index. */
  public List<String> ranges(Criterion different) {
    Value value = different.values().get(0);
    if (!(value instanceof Value.Text text) || isLong(text.text())) return List.of();
    String place = bound.of(folded(text.text()));
    return List.of(column.head() + " < " + place, column.head() + " > " + place);
  }

  private String equal(List<Value> values) {
    List<String> ways = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Value.Like like) ways.add(like(like));
      else if (isLong(((Value.Text) value).text()))
        ways.add(longEqual(((Value.Text) value).text()));
      else whole.add(folded(((Value.Text) value).text()));
    }
    if (whole.size() == 1) ways.add(column.head() + " = " + bound.of(whole.get(0)));
    if (whole.size() > 1)
      ways.add(column.head() + " = any(" + bound.of(whole.toArray(String[]::new)) + ")");
    return ways.size() == 1 ? ways.get(0) : "(" + String.join(" or ", ways) + ")";
  }

  /** Of this length the head alone does not tell. */
  private boolean isLong(String text) {
    return column.hasTail() && text.codePointCount(0, text.length()) >= TextExpression.HEAD;
  }

  private String longEqual(String text) {
    return "(%s = %s and %s = %s)"
        .formatted(column.head(), bound.of(head(text)), column.exact(), bound.of(text));
  }

  private static String head(String text) {
    return text.codePointCount(0, text.length()) <= TextExpression.HEAD
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TextExpression.HEAD));
  }

  private String like(Value.Like like) {
    String text = folded(like.text());
    if (text.isEmpty()) return column.head() + " >= ''"; // null where it is
    if (!like.openStart()) return begins(text);
    String pattern = (like.openEnd() ? "%" + escaped(text) + "%" : "%" + escaped(text));
    String test = present() + column.exact() + " like " + bound.of(pattern);
    if (caseless || !Trigrams.canBeFolded(text)) return "(" + test + ")";
    String lower = like.openEnd() ? "%" + escaped(lower(text)) + "%" : "%" + escaped(lower(text));
    return "(%s like %s and %s)".formatted(column.folded(), bound.of(lower), test);
  }

  private String begins(String text) {
    if (column.hasTail() && text.codePointCount(0, text.length()) > TextExpression.HEAD)
      return "(%s = %s and %s)"
          .formatted(column.head(), bound.of(head(text)), between(column.exact(), text));
    return "(" + between(column.head(), text) + ")";
  }

  /** A prefix as a range, for an index, whatever the planner knows of the value. */
  private String between(String place, String text) {
    String from = place + " >= " + bound.of(text);
    String to = Trigrams.behindAllWith(text);
    return to == null ? from : from + " and " + place + " < " + bound.of(to);
  }

  private String part(String text) {
    String lower = caseless ? folded(text) : lower(text);
    return "("
        + present()
        + column.folded()
        + " like "
        + bound.of("%" + escaped(lower) + "%")
        + ")";
  }

  /** What the index over parts wants to hear, where it has not all rows. */
  private String present() {
    return column.hasTail() ? column.head() + " is not null and " : "";
  }

  private String folded(String text) {
    return caseless ? Objects.requireNonNull(text).toLowerCase(Locale.ROOT) : text;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
