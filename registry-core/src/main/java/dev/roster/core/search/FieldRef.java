package dev.roster.core.search;

import org.jspecify.annotations.Nullable;

/**
 * A field as a filter names it.
 *
 * @param key of a tag, hyper-parameter or metric; null where the field has none
 * @param dataset what a metric was measured on; null means the value that was recorded last
 */
public record FieldRef(Field field, @Nullable String key, @Nullable String dataset) {
  public FieldRef {
    if (field.isKeyed() != (key != null))
      throw new IllegalArgumentException(field + " with the key " + key);
    if (dataset != null && !field.isPerDataset())
      throw new IllegalArgumentException(field + " of a dataset");
  }

  public static FieldRef of(Field field) {
    return new FieldRef(field, null, null);
  }

  public static FieldRef of(Field field, String key) {
    return new FieldRef(field, key, null);
  }

  /** As it is written in a filter. */
  @Override
  public String toString() {
    String name = field.wire() + (key == null ? "" : "." + Spelling.keyed(key));
    return dataset == null ? name : name + "[dataset=" + Spelling.quoted(dataset) + "]";
  }
}
