package dev.roster.storage.search.field;

import java.util.HashMap;
import java.util.Map;

/**
 * The named parameters of a statement. Values that a caller sent are bound here and are never part
 * of the statement.
 */
public final class NamedParameters {
  private final Map<String, Object> values = new HashMap<>();

  /** Adds a value and returns its placeholder. */
  public String bind(Object value) {
    String name = "s" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  public Map<String, Object> values() {
    return values;
  }
}
