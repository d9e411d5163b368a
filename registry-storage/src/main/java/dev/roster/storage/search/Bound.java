package dev.roster.storage.search;

import java.util.HashMap;
import java.util.Map;

/** The values of a statement. What comes from a caller stands here, never in the text. */
final class Bound {
  private final Map<String, Object> values = new HashMap<>();

  /** The place of the value in the text. */
  String of(Object value) {
    String name = "s" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  Map<String, Object> values() {
    return values;
  }
}
