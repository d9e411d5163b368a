package dev.roster.core.policy;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values by name. A value is read when it is asked for first, because some take a query. */
final class LazyValues<T> extends AbstractMap<String, Object> {
  private final Map<String, ViewField<T>> fields = new LinkedHashMap<>();
  private final Map<String, Object> read = new HashMap<>();
  private final T judged;

  LazyValues(List<ViewField<T>> fields, T judged) {
    fields.forEach(field -> this.fields.put(field.name(), field));
    this.judged = judged;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return fields.containsKey(name);
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    ViewField<T> field = fields.get(name);
    return field == null
        ? null
        : read.computeIfAbsent(field.name(), absent -> field.value().apply(judged));
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    fields.keySet().forEach(this::get);
    return read.entrySet();
  }
}
