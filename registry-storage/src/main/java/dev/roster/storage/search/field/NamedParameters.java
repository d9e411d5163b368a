package dev.roster.storage.search.field;

import java.util.HashMap;
import java.util.Map;

/** The values of a statement. What comes from a caller stands here, never in the text. */
public final class NamedParameters {
  private final Map<String, Object> values = new HashMap<>();

  /** The place of the value in the text. */
  public String of(Object value) {
    String name = "s" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  public Map<String, Object> values() {
    return values;
  }
}
