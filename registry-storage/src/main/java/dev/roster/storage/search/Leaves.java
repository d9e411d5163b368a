package dev.roster.storage.search;

import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Operator;
import dev.roster.core.search.Value;
import dev.roster.storage.time.InstantColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One condition in SQL, over a version and its model. */
final class Leaves {
  private static final String ATTRIBUTES = "version_attribute a";
  private static final Column ATTRIBUTE = Column.attribute("a");

  private final Bound bound;
  private final boolean ofModels;
  private final String v;
  private final String m;

  /**
   * @param ofModels whether fields that models have too are the model's
   * @param v the alias of the version
   * @param m the alias of the model
   */
  Leaves(Bound bound, boolean ofModels, String v, String m) {
    this.bound = bound;
    this.ofModels = ofModels;
    this.v = v;
    this.m = m;
  }

  /** The rows that a field stands in; null: it is a column. */
  @Nullable Rows rows(FieldRef ref, Ask ask) {
    if (ofModels && ref.field().isOfModel()) return null;
    return switch (ref.field()) {
      case TAGS -> attribute("t:" + ref.key(), ask);
      case DATASET -> attribute("d", ask);
      case HYPERPARAMETERS -> hyperparameter(String.valueOf(ref.key()), ask);
      case METRICS -> metric(ref, ask);
      case ALIAS -> {
        TextTest test = new TextTest(Column.of("a.name"), bound, false);
        yield Rows.of("alias a", "a", v, List.of(test.holds(ask)), narrow(test, ask, ""));
      }
      case DRIFT_STATE -> drift(ask);
      case HAS_BASELINE -> Rows.of("baseline a", "a", v, List.of("true"), List.of("true"));
      case NAME,
          OWNER,
          DESCRIPTION,
          CREATED_BY,
          CREATED_AT,
          UPDATED_AT,
          STAGE,
          STATUS,
          VERSION,
          FRAMEWORK_NAME,
          FRAMEWORK_VERSION,
          COMMIT,
          DIGEST,
          SIZE ->
          null;
    };
  }

  /** Rows of a key, whatever their value. */
  Rows existing(FieldRef ref) {
    String key = String.valueOf(ref.key());
    String way =
        switch (ref.field()) {
          case TAGS -> "a.key = " + bound.of("t:" + key);
          case HYPERPARAMETERS -> "a.key = any(" + bound.of(keysOf(key)) + ")";
          case METRICS -> "a.name = " + bound.of(key);
          default -> throw new IllegalStateException(ref + " has no key");
        };
    String from = ref.field() == Field.METRICS ? "metric_latest a" : ATTRIBUTES;
    return Rows.of(from, "a", v, List.of(way), List.of(way));
  }

  /** The test of a column. */
  String column(FieldRef ref, Ask ask) {
    return switch (ref.field()) {
      case NAME,
          OWNER,
          DESCRIPTION,
          TAGS,
          CREATED_BY,
          STAGE,
          STATUS,
          FRAMEWORK_NAME,
          FRAMEWORK_VERSION,
          COMMIT,
          DIGEST ->
          text(ref).holds(ask);
      case VERSION, SIZE, CREATED_AT, UPDATED_AT -> compared(plain(ref.field()), ask);
      case ALIAS, HYPERPARAMETERS, METRICS, DATASET, DRIFT_STATE, HAS_BASELINE ->
          throw new IllegalStateException(ref + " is no column");
    };
  }

  /** The tests of a column that an index reads; each is a range. */
  List<String> columnRanges(FieldRef ref, Ask ask) {
    boolean isText =
        switch (ref.field()) {
          case VERSION, SIZE, CREATED_AT, UPDATED_AT -> false;
          default -> true;
        };
    if (isText && ask.isDifferent()) {
      List<String> ranges = text(ref).ranges(ask);
      if (!ranges.isEmpty()) return ranges;
    }
    return List.of(column(ref, ask));
  }

  TextTest text(FieldRef ref) {
    return new TextTest(textColumn(ref), bound, ref.field() == Field.NAME);
  }

  /** The test of a field's value that stands elsewhere. */
  String test(Column value, FieldRef ref, Ask ask) {
    return new TextTest(value, bound, ref.field() == Field.NAME).holds(ask);
  }

  Column textColumn(FieldRef ref) {
    String own = ofModels ? m : v;
    return switch (ref.field()) {
      case NAME -> Column.name(m + ".name");
      case OWNER -> Column.of(m + ".owner");
      case DESCRIPTION -> Column.of(own + ".description");
      case TAGS -> Column.of("(" + m + ".tags ->> " + bound.of(String.valueOf(ref.key())) + ")");
      case CREATED_BY -> Column.of(own + ".created_by");
      case STAGE -> Column.of(v + ".stage");
      case STATUS -> Column.of(v + ".status");
      case FRAMEWORK_NAME -> Column.of(v + ".framework_name");
      case FRAMEWORK_VERSION -> Column.of(v + ".framework_version");
      case COMMIT -> Column.of(v + ".code_commit");
      case DIGEST -> Column.of(v + ".digest");
      default -> throw new IllegalStateException(ref + " is no text");
    };
  }

  /** A column of a number or an instant. */
  String plain(Field field) {
    String own = ofModels ? m : v;
    return switch (field) {
      case VERSION -> v + ".number";
      case SIZE -> v + ".size";
      case CREATED_AT -> own + ".created_at";
      case UPDATED_AT -> own + ".updated_at";
      default -> throw new IllegalStateException(field + " is no column");
    };
  }

  /** The same of a field's rows under another alias, where they are read in order. */
  String inOrder(FieldRef ref, Ask ask, String q) {
    return switch (ref.field()) {
      case METRICS -> compared(q + ".value", ask);
      case TAGS -> new TextTest(Column.attribute(q), bound, false).holds(ask);
      default -> "true"; // the index is read from end to end, or is the version's own
    };
  }

  private Rows attribute(String key, Ask ask) {
    String scope = "a.key = " + bound.of(key) + " and ";
    TextTest test = new TextTest(ATTRIBUTE, bound, false);
    return Rows.of(ATTRIBUTES, "a", v, List.of(scope + test.holds(ask)), narrow(test, ask, scope));
  }

  private static List<String> narrow(TextTest test, Ask ask, String scope) {
    List<String> ranges = ask.isDifferent() ? test.ranges(ask) : List.of();
    if (ranges.isEmpty()) ranges = List.of(test.holds(ask));
    return ranges.stream().map(range -> scope + range).toList();
  }

  private Rows metric(FieldRef ref, Ask ask) {
    String from = ref.dataset() == null ? "metric_latest a" : "metric_latest_of_dataset a";
    String way = "a.name = " + bound.of(String.valueOf(ref.key()));
    if (ref.dataset() != null) way += " and a.dataset = " + bound.of(ref.dataset());
    way += " and " + compared("a.value", ask);
    return Rows.of(from, "a", v, List.of(way), List.of(way));
  }

  private Rows drift(Ask ask) {
    String test = new TextTest(Column.of("(o.alarm ->> 'state')"), bound, false).holds(ask);
    List<String> ways = List.of("o.deleted_at is null and " + test);
    return new Rows(
        "monitor o",
        "o.model_id = %1$s.model_id and o.judged_version = %1$s.number".formatted(v),
        ways,
        ways,
        "w.id",
        "monitor o join version w on w.model_id = o.model_id and w.number = o.judged_version");
  }

  /** Of another type is different: it is there, and is not equal. */
  private Rows hyperparameter(String key, Ask ask) {
    List<String> ways;
    if (ask.part() != null) {
      ways = List.of(typed("h:" + key, new TextTest(ATTRIBUTE, bound, false).holds(ask)));
    } else if (ask.isDifferent()) {
      String equal = String.join(" or ", equal(key, ask.equal()));
      ways =
          List.of(
              "a.key = any(%s) and not coalesce((%s), false)"
                  .formatted(bound.of(keysOf(key)), equal));
    } else if (ask.isEqual()) {
      ways = equal(key, ask);
    } else {
      ways = List.of(typed("n:" + key, compared("a.number", ask)));
    }
    return Rows.of(ATTRIBUTES, "a", v, ways, ways);
  }

  private List<String> equal(String key, Ask ask) {
    List<String> ways = new ArrayList<>();
    Ask numbers = ask.only(Value.Number.class, Value.Number.class);
    Ask texts = ask.only(Value.Text.class, Value.Like.class);
    Ask booleans = ask.only(Value.Bool.class, Value.Bool.class);
    if (!numbers.isEmpty()) ways.add(typed("n:" + key, compared("a.number", numbers)));
    if (!texts.isEmpty())
      ways.add(typed("h:" + key, new TextTest(ATTRIBUTE, bound, false).holds(texts)));
    for (Value value : booleans.values())
      ways.add(typed("b:" + key, "a.term = " + bound.of(value.toString())));
    return ways;
  }

  private String typed(String key, String test) {
    return "a.key = " + bound.of(key) + " and " + test;
  }

  private static String[] keysOf(String key) {
    return new String[] {"n:" + key, "h:" + key, "b:" + key, "o:" + key};
  }

  /** Numbers and instants. */
  private String compared(String column, Ask ask) {
    Operator operator = Objects.requireNonNull(ask.operator());
    List<String> places = ask.values().stream().map(this::place).toList();
    if (places.size() > 1) return column + " in (" + String.join(", ", places) + ")";
    String sign = operator == Operator.NOT_EQUAL ? "<>" : operator.sign();
    return column + " " + sign + " " + places.get(0);
  }

  private String place(Value value) {
    if (value instanceof Value.Number number) return bound.of(number.number());
    if (value instanceof Value.Whole whole) return bound.of(whole.number());
    if (value instanceof Value.Time time) return bound.of(InstantColumn.write(time.at()));
    if (value instanceof Value.Relative relative)
      return "now() + make_interval(secs => "
          + bound.of((double) relative.offset().toSeconds())
          + ")";
    throw new IllegalStateException(value + " is not compared so");
  }
}
