package dev.roster.api.search;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.problem.Refused;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The members that each item of the answer has.
 *
 * @param names the names of the members; all members if empty
 */
record Members(Set<String> names) {
  /** Parses names of members of the body that are joined by commas: {@code name,stage}. */
  static Members of(String text, Class<? extends Record> body) {
    if (text.isBlank()) return new Members(Set.of());
    List<String> known =
        Arrays.stream(body.getRecordComponents()).map(RecordComponent::getName).toList();
    Set<String> names = new LinkedHashSet<>();
    for (String name : text.split(",", -1)) {
      String asked = name.strip();
      if (!known.contains(asked))
        throw Refused.invalid(
            QUERY.field("fields"),
            "contains "
                + (asked.isEmpty() ? "an empty name" : shortened(asked))
                + ", which is not a member; the members are "
                + String.join(", ", known));
      names.add(asked);
    }
    return new Members(names);
  }

  private static String shortened(String name) {
    return name.length() > 40 ? name.substring(0, 40) + "…" : name;
  }

  boolean areAll() {
    return names.isEmpty();
  }
}
