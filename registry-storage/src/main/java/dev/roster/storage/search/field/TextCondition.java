package dev.roster.storage.search.field;

import dev.roster.core.search.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conditions on a text. They are null if the text is null. */
final class TextCondition {
  private final TextExpression column;
  private final NamedParameters parameters;

  TextCondition(TextExpression column, NamedParameters parameters) {
    this.column = column;
    this.parameters = parameters;
  }

  String holds(Criterion criterion) {
    if (criterion.part() != null) return part(criterion.part());
    String equal = equal(criterion.values());
    return criterion.isDifferent() ? "not (" + equal + ")" : equal;
  }

  /**
   * Returns the same criterion as several conditions, at least one of which must hold. Each can be
   * a range of an index.
   */
  List<String> ranges(Criterion criterion) {
    if (criterion.isDifferent()
        && criterion.values().get(0) instanceof Value.Text text
        && !isLong(text.text())) {
      String place = parameters.bind(folded(text.text()));
      return List.of(column.head() + " < " + place, column.head() + " > " + place);
    }
    return List.of(holds(criterion));
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
    if (whole.size() == 1) ways.add(column.head() + " = " + parameters.bind(whole.get(0)));
    if (whole.size() > 1)
      ways.add(column.head() + " = any(" + parameters.bind(whole.toArray(String[]::new)) + ")");
    return ways.size() == 1 ? ways.get(0) : "(" + String.join(" or ", ways) + ")";
  }

  /** Whether the head alone is not enough to decide equality. */
  private boolean isLong(String text) {
    return column.hasTail() && text.codePointCount(0, text.length()) >= TextExpression.HEAD;
  }

  private String longEqual(String text) {
    return "(%s = %s and %s = %s)"
        .formatted(
            column.head(), parameters.bind(head(text)), column.exact(), parameters.bind(text));
  }

  private static String head(String text) {
    return text.codePointCount(0, text.length()) <= TextExpression.HEAD
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TextExpression.HEAD));
  }

  private String like(Value.Like like) {
    String text = folded(like.text());
    if (text.isEmpty()) return column.head() + " >= ''"; // null if the text is null
    if (!like.openStart()) return begins(text);
    String pattern = (like.openEnd() ? "%" + escaped(text) + "%" : "%" + escaped(text));
    String test = present() + column.exact() + " like " + parameters.bind(pattern);
    if (column.caseless() || !Trigrams.canBeFolded(text)) return "(" + test + ")";
    String lower = like.openEnd() ? "%" + escaped(lower(text)) + "%" : "%" + escaped(lower(text));
    return "(%s like %s and %s)".formatted(column.folded(), parameters.bind(lower), test);
  }

  private String begins(String text) {
    if (column.hasTail() && text.codePointCount(0, text.length()) > TextExpression.HEAD)
      return "(%s = %s and %s)"
          .formatted(column.head(), parameters.bind(head(text)), between(column.exact(), text));
    return "(" + between(column.head(), text) + ")";
  }

  /**
   * Writes a prefix as a range, so that an index serves it even if the planner does not know the
   * value.
   */
  private String between(String place, String text) {
    String from = place + " >= " + parameters.bind(text);
    String to = prefixEnd(text);
    return to == null ? from : from + " and " + place + " < " + parameters.bind(to);
  }

  /**
   * Returns the smallest text, in byte order, that is greater than all texts with the prefix. Null
   * if there is none.
   */
  private static @Nullable String prefixEnd(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last == Character.MAX_CODE_POINT) continue;
      int next = last + 1;
      if (next == Character.MIN_SURROGATE) next = Character.MAX_SURROGATE + 1;
      return prefix.substring(0, end) + Character.toString(next);
    }
    return null;
  }

  private String part(String text) {
    String lower = column.caseless() ? folded(text) : lower(text);
    return "("
        + present()
        + column.folded()
        + " like "
        + parameters.bind("%" + escaped(lower) + "%")
        + ")";
  }

  /** Returns the condition of the index over trigrams if the index does not contain all rows. */
  private String present() {
    return column.hasTail() ? column.head() + " is not null and " : "";
  }

  private String folded(String text) {
    return column.caseless() ? text.toLowerCase(Locale.ROOT) : text;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
