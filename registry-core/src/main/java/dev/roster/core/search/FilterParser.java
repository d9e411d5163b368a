package dev.roster.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a filter by recursive descent: NOT before AND before OR. Each token is looked at once, and
 * the depth is bounded.
 */
final class FilterParser {
  static final int MOST_TERMS = 100;
  static final int MOST_VALUES = 500;
  static final int DEEPEST = 32;
  private static final String COMPARISON = "=, !=, <, <=, >, >=, in or :";
  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in");

  private final Tokens tokens;
  private int depth;
  private int terms;
  private int values;

  FilterParser(String text) {
    this.tokens = new Tokens(text, Complaint.FILTER);
  }

  Filter parse() {
    if (tokens.atEnd()) return Filter.NONE;
    Filter filter = or();
    if (!tokens.atEnd()) throw tokens.expected("AND, OR or the end");
    return filter;
  }

  private Filter or() {
    List<Filter> parts = new ArrayList<>(List.of(and()));
    while (tokens.takeKeyword("or")) parts.add(and());
    return Filter.or(parts);
  }

  private Filter and() {
    List<Filter> parts = new ArrayList<>(List.of(not()));
    while (tokens.takeKeyword("and")) parts.add(not());
    return Filter.and(parts);
  }

  private Filter not() {
    Token start = tokens.peek();
    if (++depth > DEEPEST)
      throw tokens.wrong(
          start, "at most %d parentheses and NOTs in one another".formatted(DEEPEST));
    Filter filter;
    if (tokens.takeKeyword("not")) {
      filter = new Filter.Not(not());
    } else if (tokens.takeIf("(")) {
      filter = or();
      if (!tokens.takeIf(")")) throw tokens.expected("AND, OR or )");
    } else {
      filter = term();
    }
    depth--;
    return filter;
  }

  private Filter term() {
    Token start = tokens.peek();
    if (start.kind() != Token.Kind.WORD || KEYWORDS.contains(start.text().toLowerCase(Locale.ROOT)))
      throw tokens.expected("a field, NOT or (");
    if (++terms > MOST_TERMS)
      throw tokens.wrong(start, "at most %d conditions in one filter".formatted(MOST_TERMS));
    Field whole = Field.named(start.text()).filter(Field::isKeyed).orElse(null);
    if (whole != null) return exists(whole);
    FieldRef field = tokens.field();
    if (tokens.takeKeyword("in")) return in(field);
    if (tokens.takeIf(":")) return part(field);
    return comparison(field);
  }

  private Filter exists(Field field) {
    tokens.take();
    if (!tokens.takeIf(":"))
      throw tokens.expected(
          ". or : and a key, as in %s or %s:KEY".formatted(field.shown(), field.wire()));
    if (!tokens.peek().isText()) throw tokens.expected("a key");
    Token key = tokens.take();
    if (key.kind() == Token.Kind.WORD && key.hasStar())
      throw tokens.wrong(key, "a key has no *; write an odd key in quotes");
    if (key.text().isEmpty()) throw tokens.wrong(key, "a key is not empty");
    return new Filter.Exists(FieldRef.of(field, key.text()));
  }

  private Filter comparison(FieldRef field) {
    Token sign = tokens.peek();
    for (Operator operator : Operator.values()) {
      if (!tokens.takeIf(operator.sign())) continue;
      Field.Type type = field.field().type();
      if (!type.takes(operator))
        throw tokens.wrong(
            sign,
            "%s is %s: expected =, != or in%s, not %s"
                .formatted(field, type.words(), type.hasParts() ? " or :" : "", operator.sign()));
      boolean ordered = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
      return new Filter.Comparison(field, operator, new ValueParser(tokens, field).value(ordered));
    }
    throw tokens.expected(COMPARISON);
  }

  private Filter in(FieldRef field) {
    if (!tokens.takeIf("(")) throw tokens.expected("( and a list of values");
    List<Value> list = new ArrayList<>();
    do {
      if (++values > MOST_VALUES)
        throw tokens.wrong(
            tokens.peek(), "at most %d values in the lists of one filter".formatted(MOST_VALUES));
      list.add(new ValueParser(tokens, field).value(false));
    } while (tokens.takeIf(","));
    if (!tokens.takeIf(")")) throw tokens.expected(", or )");
    return new Filter.In(field, list);
  }

  private Filter part(FieldRef field) {
    if (!field.field().type().hasParts())
      throw tokens.wrong(
          tokens.peek(),
          "%s is %s and has no parts: expected a comparison, not :"
              .formatted(field, field.field().type().words()));
    Token value = tokens.peek();
    if (!value.isText()) throw tokens.expected("a text");
    tokens.take();
    if (value.hasStar())
      throw tokens.wrong(value, ": finds the text anywhere; leave out the *, or write \\*");
    return new Filter.Part(field, value.value());
  }
}
