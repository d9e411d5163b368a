package dev.roster.core.search;

import java.util.ArrayList;
import java.util.List;

/** The fields whose values a search counts, over all rows that its filter finds. */
public record Facets(List<FieldRef> fields) {
  public static final Facets NONE = new Facets(List.of());
  private static final int MAX_FIELDS = 8;

  /** A value, with how often it was found. */
  public record Count(String value, long count) {}

  public Facets {
    fields = List.copyOf(fields);
  }

  /** {@code stage,tags.team,framework.name}. */
  public static Facets parse(String text) {
    if (text.isBlank()) return NONE;
    LexemeReader lexemes = new LexemeReader(text, SyntaxError.FACETS);
    List<FieldRef> fields = new ArrayList<>();
    do {
      Lexeme start = lexemes.peek();
      FieldRef field = lexemes.field();
      if (!field.field().hasFacets())
        throw lexemes.wrong(start, field + " has too many different values for a facet");
      if (fields.contains(field)) throw lexemes.wrong(start, field + " is given twice");
      if (fields.size() == MAX_FIELDS)
        throw lexemes.wrong(start, "at most %d facets".formatted(MAX_FIELDS));
      fields.add(field);
    } while (lexemes.takeIf(","));
    if (!lexemes.atEnd()) throw lexemes.expected("a comma or the end");
    return new Facets(fields);
  }
}
