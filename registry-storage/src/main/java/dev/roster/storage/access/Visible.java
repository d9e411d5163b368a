package dev.roster.storage.access;

import dev.roster.core.reference.Visibility;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The condition that a list shows only models its reader may see. */
public final class Visible {
  /** The condition over a table {@code model m}; it needs {@link #params}. */
  public static final String MODEL_M =
      """
      (:seesAll or m.id = any(:seesIds)
        or exists (select from unnest(:seesPrefixes) p where starts_with(lower(m.name), p)))
      """;

  private Visible() {}

  public static Map<String, Object> params(Visibility visibility) {
    Map<String, Object> params = new HashMap<>();
    params.put("seesAll", visibility.all());
    params.put("seesIds", visibility.modelIds().toArray(Long[]::new));
    params.put(
        "seesPrefixes",
        visibility.prefixes().stream().map(p -> p.toLowerCase(Locale.ROOT)).toArray(String[]::new));
    return params;
  }
}
