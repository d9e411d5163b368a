package dev.roster.core.search;

import java.util.ArrayList;
import java.util.List;

/** The fields whose values are to be counted over all that a filter finds. */
public record Facets(List<FieldRef> fields) {
  public static final Facets NONE = new Facets(List.of());
  private static final int MOST = 8;

  /** How often a value is found. */
  public record Count(String value, long count) {}

  public Facets {
    fields = List.copyOf(fields);
  }

  /** {@code stage,tags.team,framework.name}. */
  public static Facets parse(String text) {
    if (text.isBlank()) return NONE;
    Tokens tokens = new Tokens(text, Complaint.FACETS);
    List<FieldRef> fields = new ArrayList<>();
    do {
      Token start = tokens.peek();
      FieldRef field = tokens.field();
      if (!field.field().hasFacets())
        throw tokens.wrong(start, field + " has too many values to be counted apart");
      if (fields.contains(field)) throw tokens.wrong(start, field + " stands twice");
      if (fields.size() == MOST) throw tokens.wrong(start, "at most %d facets".formatted(MOST));
      fields.add(field);
    } while (tokens.takeIf(","));
    if (!tokens.atEnd()) throw tokens.expected("a comma or the end");
    return new Facets(fields);
  }
}
