package dev.roster.storage.history;

import dev.roster.core.history.FactChange;
import dev.roster.core.reference.ModelRef;
import java.util.HashMap;
import java.util.Map;

/**
 * A change of a fact.
 *
 * @param entry which of the entries that are inserted with it records the change, from 1
 */
public record HistoryRow(int entry, String actor, ModelRef model, FactChange change) {
  Map<String, Object> columns() {
    Map<String, Object> columns = new HashMap<>();
    columns.put("entry", entry);
    columns.put("actor", actor);
    columns.put("model_id", model.id());
    columns.put("version_id", change.version() == null ? null : change.version().id());
    columns.put("fact", change.fact().wire());
    columns.put("key", change.key());
    columns.put("value", change.value());
    columns.put("at", change.at().toString());
    return columns;
  }
}
