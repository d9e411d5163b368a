package dev.roster.core.policy;

import dev.cel.common.values.NullValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows what an expression read, in JSON and within its text. Long values are cut. */
final class EvidenceValues {
  private static final int MAX_ENTRIES = 20;
  private static final int MAX_TEXT = 200;
  private static final int MAX_DEPTH = 3;

  private EvidenceValues() {}

  /** Adds each value that the expression reads, by the way it spells it. */
  static void collect(
      Expression expression, Map<String, Object> values, Map<String, @Nullable Object> to) {
    for (Read read : expression.reads()) {
      Object value = read.value(values);
      if (!(value instanceof LazyValues<?>))
        to.put(read.in(expression.source()), json(value, MAX_DEPTH));
    }
  }

  private static @Nullable Object json(@Nullable Object value, int depth) {
    if (value == null || value instanceof NullValue) return null;
    if (value instanceof String text) return cut(text);
    if (value instanceof Number || value instanceof Boolean) return value;
    if (depth > 0 && value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> shown = new TreeMap<>();
      map.entrySet().stream()
          .map(entry -> Map.entry(String.valueOf(entry.getKey()), entry.getValue()))
          .sorted(Map.Entry.comparingByKey())
          .limit(MAX_ENTRIES)
          .forEach(entry -> shown.put(entry.getKey(), json(entry.getValue(), depth - 1)));
      return shown;
    }
    if (depth > 0 && value instanceof List<?> list) {
      List<@Nullable Object> shown = new ArrayList<>();
      list.stream().limit(MAX_ENTRIES).forEach(item -> shown.add(json(item, depth - 1)));
      return shown;
    }
    return cut(String.valueOf(value));
  }

  /** The text of the expression with the values that it read in place of their names. */
  static String shown(Expression expression, Map<String, Object> values) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (Read read : expression.reads()) {
      String literal = read.tested() || read.start() < from ? null : literal(read, values);
      if (literal == null) continue;
      text.append(expression.source(), from, read.start()).append(literal);
      from = read.end();
    }
    return text.append(expression.source().substring(from)).toString();
  }

  /** Null if the name says more in a sentence than the value, which is large, or true or false. */
  private static @Nullable String literal(Read read, Map<String, Object> values) {
    Object value = read.value(values);
    if (value == null) return "null";
    if (value instanceof String text) return "\"" + cut(text) + "\"";
    return value instanceof Number || value instanceof Instant ? value.toString() : null;
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
