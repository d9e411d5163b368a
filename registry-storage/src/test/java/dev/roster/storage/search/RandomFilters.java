package dev.roster.storage.search;

import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Operator;
import dev.roster.core.search.Order;
import dev.roster.core.search.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Filters and orders of any form, over few values, so that they often find something. */
final class RandomFilters {
  /** Words with what is special in SQL patterns and in our own language. */
  static final List<String> WORDS =
      List.of(
          "credit",
          "Credit",
          "credit-eu",
          "a%b",
          "a_b",
          "a*b",
          "back\\slash",
          "quo\"te",
          "it's",
          "Größe",
          "GRÖSSE",
          "über west coast",
          "\uD83D\uDE00 smile",
          "5",
          "true",
          "",
          " x ",
          "z".repeat(99),
          "z".repeat(100),
          "z".repeat(101),
          "z".repeat(100) + "y",
          "z".repeat(140));

  static final List<String> KEYS = List.of("team", "odd key", "k.with.dots", "q\"uote", "Ω*");
  static final List<String> METRICS = List.of("accuracy", "val/loss", "f1");
  static final List<String> DATASETS = List.of("validation", "test set");
  static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");
  static final List<Double> NUMBERS = List.of(0.0, 0.5, 0.9, 1.0, -3.0, 1e20, 5.0, 0.1);
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final Random random;

  RandomFilters(long seed) {
    this.random = new Random(seed);
  }

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  static Instant instant(int step) {
    return START.plus(Duration.ofHours(step)).plusNanos(step % 2 * 123_456_000L);
  }

  Filter filter() {
    return filter(4);
  }

  private Filter filter(int depth) {
    int kind = depth == 0 ? 9 : below(10);
    if (kind <= 1) return Filter.and(parts(depth));
    if (kind <= 3) return Filter.or(parts(depth));
    if (kind == 4) return new Filter.Not(filter(depth - 1));
    return leaf();
  }

  private List<Filter> parts(int depth) {
    return IntStream.range(0, 2 + below(2)).mapToObj(i -> filter(depth - 1)).toList();
  }

  FieldRef field() {
    Field field = one(List.of(Field.values()));
    return switch (field) {
      case TAGS, HYPERPARAMETERS -> FieldRef.of(field, one(KEYS));
      case METRICS -> new FieldRef(field, one(METRICS), chance(40) ? one(DATASETS) : null);
      default -> FieldRef.of(field);
    };
  }

  private Filter leaf() {
    FieldRef ref = field();
    Field.Type type = ref.field().type();
    if (ref.field().isKeyed() && ref.dataset() == null && chance(15)) return new Filter.Exists(ref);
    boolean isText = type == Field.Type.TEXT || type == Field.Type.ANY;
    if (isText && chance(15)) return new Filter.Part(ref, part(one(WORDS)));
    if (chance(20)) {
      List<Value> values = new ArrayList<>();
      for (int i = 0; i <= below(4); i++) values.add(value(ref, false));
      return new Filter.In(ref, values);
    }
    boolean ordered =
        type != Field.Type.TEXT && type != Field.Type.WORD && type != Field.Type.BOOLEAN;
    Operator operator =
        ordered && chance(60)
            ? one(List.of(Operator.values()))
            : one(List.of(Operator.EQUAL, Operator.NOT_EQUAL));
    boolean byOrder = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
    return new Filter.Comparison(ref, operator, value(ref, byOrder));
  }

  private Value value(FieldRef ref, boolean byOrder) {
    return switch (ref.field().type()) {
      case TEXT -> text(ref);
      case WORD -> new Value.Text(one(ref.field().words()));
      case NUMBER ->
          !byOrder && chance(25)
              ? new Value.NotFinite(one(NOT_FINITE))
              : new Value.Number(one(NUMBERS));
      case WHOLE -> new Value.Whole(below(6));
      case BOOLEAN -> new Value.Bool(chance(50));
      case TIME ->
          chance(20)
              ? new Value.Relative(Duration.ofDays(below(3) - 1))
              : new Value.Time(instant(below(8)));
      case ANY ->
          byOrder || chance(40)
              ? new Value.Number(one(NUMBERS))
              : chance(20) ? new Value.Bool(chance(50)) : text(ref);
    };
  }

  private Value text(FieldRef ref) {
    String word = ref.field() == Field.NAME ? "Model-" + below(9) : one(WORDS);
    if (!chance(40)) return new Value.Text(word);
    boolean start = chance(50);
    return new Value.Like(part(word), start, !start || chance(40));
  }

  private String part(String word) {
    int[] points = word.codePoints().toArray();
    int from = below(points.length + 1);
    int to = from + below(points.length - from + 1);
    return new String(points, from, to - from);
  }

  Order order(boolean models) {
    Set<FieldRef> fields = new LinkedHashSet<>();
    int most = 1 + below(3);
    while (fields.size() < most) {
      FieldRef field = field();
      if (!models || field.field().isOfModel()) fields.add(field);
    }
    return new Order(fields.stream().map(f -> new Order.Term(f, chance(50))).toList());
  }
}
