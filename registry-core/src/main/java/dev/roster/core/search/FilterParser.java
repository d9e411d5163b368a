package dev.roster.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a filter by recursive descent. NOT binds before AND, and AND before OR. Each lexeme is read
 * once, and the depth is bounded.
 */
final class FilterParser {
  static final int MAX_TERMS = 100;
  static final int MAX_VALUES = 500;
  static final int MAX_DEPTH = 32;
  private static final String COMPARISON = "=, !=, <, <=, >, >=, in or :";
  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in");

  private final LexemeReader lexemes;
  private int depth;
  private int terms;
  private int values;

  FilterParser(String text) {
    this.lexemes = new LexemeReader(text, SyntaxError.FILTER);
  }

  Filter parse() {
    if (lexemes.atEnd()) return Filter.NONE;
    Filter filter = or();
    if (!lexemes.atEnd()) throw lexemes.expected("AND, OR or the end");
    return filter;
  }

  private Filter or() {
    List<Filter> parts = new ArrayList<>(List.of(and()));
    while (lexemes.takeKeyword("or")) parts.add(and());
    return Filter.or(parts);
  }

  private Filter and() {
    List<Filter> parts = new ArrayList<>(List.of(not()));
    while (lexemes.takeKeyword("and")) parts.add(not());
    return Filter.and(parts);
  }

  private Filter not() {
    Lexeme start = lexemes.peek();
    if (++depth > MAX_DEPTH)
      throw lexemes.wrong(
          start, "at most %d parentheses and NOTs may be nested".formatted(MAX_DEPTH));
    Filter filter;
    if (lexemes.takeKeyword("not")) {
      filter = new Filter.Not(not());
    } else if (lexemes.takeIf("(")) {
      filter = or();
      if (!lexemes.takeIf(")")) throw lexemes.expected("AND, OR or )");
    } else {
      filter = term();
    }
    depth--;
    return filter;
  }

  private Filter term() {
    Lexeme start = lexemes.peek();
    if (start.kind() != Lexeme.Kind.WORD
        || KEYWORDS.contains(start.text().toLowerCase(Locale.ROOT)))
      throw lexemes.expected("a field, NOT or (");
    if (++terms > MAX_TERMS)
      throw lexemes.wrong(start, "at most %d conditions in one filter".formatted(MAX_TERMS));
    Field whole = Field.named(start.text()).filter(Field::isKeyed).orElse(null);
    if (whole != null) return exists(whole);
    FieldRef field = lexemes.field();
    if (lexemes.takeKeyword("in")) return in(field);
    if (lexemes.takeIf(":")) return part(field);
    return comparison(field);
  }

  private Filter exists(Field field) {
    lexemes.take();
    if (!lexemes.takeIf(":"))
      throw lexemes.expected(
          ". or : and a key, as in %s or %s:KEY".formatted(field.shown(), field.wire()));
    if (!lexemes.peek().isText()) throw lexemes.expected("a key");
    Lexeme key = lexemes.take();
    if (key.kind() == Lexeme.Kind.WORD && key.hasStar())
      throw lexemes.wrong(key, "a key has no wildcards; put a key with * in quotes");
    if (key.text().isEmpty()) throw lexemes.wrong(key, "a key cannot be empty");
    return new Filter.Exists(FieldRef.of(field, key.text()));
  }

  private Filter comparison(FieldRef field) {
    Lexeme sign = lexemes.peek();
    for (Operator operator : Operator.values()) {
      if (!lexemes.takeIf(operator.sign())) continue;
      Field.Type type = field.field().type();
      if (!type.takes(operator))
        throw lexemes.wrong(
            sign,
            "%s is %s: expected =, != or in%s, not %s"
                .formatted(field, type.words(), type.hasParts() ? " or :" : "", operator.sign()));
      boolean ordered = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
      return new Filter.Comparison(field, operator, new ValueParser(lexemes, field).value(ordered));
    }
    throw lexemes.expected(COMPARISON);
  }

  private Filter in(FieldRef field) {
    if (!lexemes.takeIf("(")) throw lexemes.expected("( and a list of values");
    List<Value> list = new ArrayList<>();
    do {
      if (++values > MAX_VALUES)
        throw lexemes.wrong(
            lexemes.peek(), "at most %d values in the lists of one filter".formatted(MAX_VALUES));
      list.add(new ValueParser(lexemes, field).value(false));
    } while (lexemes.takeIf(","));
    if (!lexemes.takeIf(")")) throw lexemes.expected(", or )");
    return new Filter.In(field, list);
  }

  private Filter part(FieldRef field) {
    if (!field.field().type().hasParts())
      throw lexemes.wrong(
          lexemes.peek(),
          "%s is %s and has no parts: expected a comparison, not :"
              .formatted(field, field.field().type().words()));
    Lexeme value = lexemes.peek();
    if (!value.isText()) throw lexemes.expected("a text");
    lexemes.take();
    if (value.hasStar())
      throw lexemes.wrong(
          value, ": finds the text anywhere in the value; leave out the *, or write \\*");
    return new Filter.Part(field, value.value());
  }
}
