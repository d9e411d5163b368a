package dev.roster.core.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order of a list. Rows that lack a term's value come last; rows that are equal in all terms
 * are ordered by their age and id, in the direction of the last term.
 */
public record Order(List<Term> terms) {
  /** Newest first. */
  public static final Order NEWEST =
      new Order(List.of(new Term(FieldRef.of(Field.CREATED_AT), true)));

  /** By the model's name. */
  public static final Order BY_NAME = new Order(List.of(new Term(FieldRef.of(Field.NAME), false)));

  private static final int MAX_TERMS = 4;

  /** A field of an order, with its direction. */
  public record Term(FieldRef field, boolean descending) {
    @Override
    public String toString() {
      return field + (descending ? " desc" : " asc");
    }
  }

  public Order {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) throw new IllegalArgumentException("no order");
  }

  /**
   * Parses an order of versions, such as {@code createdAt desc, name}. An empty text means newest
   * first.
   */
  public static Order ofVersions(String text) {
    return text.isBlank() ? NEWEST : parse(text, false);
  }

  /** Parses an order of models, by fields of the model. An empty text means by name. */
  public static Order ofModels(String text) {
    return text.isBlank() ? BY_NAME : parse(text, true);
  }

  public boolean endsDescending() {
    return terms.get(terms.size() - 1).descending();
  }

  private static Order parse(String text, boolean models) {
    LexemeReader lexemes = new LexemeReader(text, SyntaxError.ORDER);
    List<Term> terms = new ArrayList<>();
    Set<FieldRef> seen = new HashSet<>();
    do {
      Lexeme start = lexemes.peek();
      FieldRef field = lexemes.field();
      if (models && !field.field().isOfModel())
        throw lexemes.wrong(
            start,
            field
                + " is a field of versions; order models by a field of models, such as name or owner");
      if (!seen.add(field)) throw lexemes.wrong(start, field + " is given twice");
      if (terms.size() == MAX_TERMS)
        throw lexemes.wrong(start, "at most %d fields".formatted(MAX_TERMS));
      boolean descending = lexemes.takeKeyword("desc");
      if (!descending) lexemes.takeKeyword("asc");
      terms.add(new Term(field, descending));
    } while (lexemes.takeIf(","));
    if (!lexemes.atEnd()) throw lexemes.expected("asc, desc, a comma or the end");
    return new Order(terms);
  }

  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(", "));
  }
}
