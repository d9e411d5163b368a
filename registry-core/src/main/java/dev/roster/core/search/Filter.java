package dev.roster.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A filter as a tree of conditions. A comparison with an absent value is false, {@code !=} too; NOT
 * negates the condition below it. {@link #toString} gives a text that parses to the same tree.
 */
public sealed interface Filter {
  Filter NONE = new And(List.of());

  /** Visits a filter; it has a method for each kind of node. */
  interface Visitor<R> {
    R and(And and);

    R or(Or or);

    R not(Not not);

    R comparison(Comparison comparison);

    R in(In in);

    R part(Part part);

    R exists(Exists exists);
  }

  <R> R accept(Visitor<R> visitor);

  /**
   * @throws dev.roster.core.problem.Refused {@code invalid_filter}
   */
  static Filter parse(String text) {
    return new FilterParser(text).parse();
  }

  /** All parts must hold; without parts every row passes. An And inside an And is flattened. */
  static Filter and(List<Filter> parts) {
    List<Filter> flat = flat(parts, f -> f instanceof And and ? and.parts() : List.of(f));
    return flat.size() == 1 ? flat.get(0) : new And(flat);
  }

  /** One part must hold. An Or inside an Or is flattened. */
  static Filter or(List<Filter> parts) {
    List<Filter> flat = flat(parts, f -> f instanceof Or or ? or.parts() : List.of(f));
    return flat.size() == 1 ? flat.get(0) : new Or(flat);
  }

  private static List<Filter> flat(List<Filter> parts, Function<Filter, List<Filter>> open) {
    List<Filter> flat = new ArrayList<>();
    parts.forEach(part -> flat.addAll(open.apply(part)));
    return flat;
  }

  /** Whether a condition in it reads a field that only versions have. */
  default boolean asksForVersions() {
    return accept(new VersionsAsked());
  }

  /** All of two or more parts, or no parts: every row passes. */
  record And(List<Filter> parts) implements Filter {
    public And {
      parts = List.copyOf(parts);
      if (parts.size() == 1 || parts.stream().anyMatch(And.class::isInstance))
        throw new IllegalArgumentException("not flat: " + parts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.and(this);
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part instanceof Or ? "(" + part + ")" : part.toString())
          .collect(Collectors.joining(" AND "));
    }
  }

  /** One of two or more parts. */
  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = List.copyOf(parts);
      if (parts.size() < 2 || parts.stream().anyMatch(Or.class::isInstance))
        throw new IllegalArgumentException("not flat: " + parts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.or(this);
    }

    @Override
    public String toString() {
      return parts.stream().map(Filter::toString).collect(Collectors.joining(" OR "));
    }
  }

  /** The negation of a filter. */
  record Not(Filter part) implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.not(this);
    }

    @Override
    public String toString() {
      return part instanceof And || part instanceof Or ? "NOT (" + part + ")" : "NOT " + part;
    }
  }

  /** {@code metrics.accuracy >= 0.9}. */
  record Comparison(FieldRef field, Operator operator, Value value) implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.comparison(this);
    }

    @Override
    public String toString() {
      return field + " " + operator.sign() + " " + value;
    }
  }

  /** {@code tags.team in (pricing, risk)}. */
  record In(FieldRef field, List<Value> values) implements Filter {
    public In {
      values = List.copyOf(values);
      if (values.isEmpty()) throw new IllegalArgumentException("an empty list");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.in(this);
    }

    @Override
    public String toString() {
      String list = values.stream().map(Value::toString).collect(Collectors.joining(", "));
      return field + " in (" + list + ")";
    }
  }

  /** {@code description : "west coast"}: the value contains the text, in any case. */
  record Part(FieldRef field, String text) implements Filter {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.part(this);
    }

    @Override
    public String toString() {
      return field + " : " + Spelling.quoted(text);
    }
  }

  /** {@code tags:reviewed}: there is a value of this key. */
  record Exists(FieldRef field) implements Filter {
    public Exists {
      if (!field.field().isKeyed()) throw new IllegalArgumentException(field + " has no key");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.exists(this);
    }

    @Override
    public String toString() {
      return field.field().wire() + ":" + Spelling.quoted(String.valueOf(field.key()));
    }
  }
}
