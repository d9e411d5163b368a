package dev.roster.storage.search.field;

import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Operator;
import dev.roster.core.search.Value;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One condition in SQL, over a version and its model. */
public final class FieldTable {
  private static final String ATTRIBUTES = "version_attribute a";
  private static final TextExpression ATTRIBUTE = TextExpression.attribute("a");

  private final NamedParameters bound;
  private final boolean ofModels;
  private final String v;
  private final String m;

  /**
   * @param ofModels whether fields that models have too are the model's
   * @param v the alias of the version
   * @param m the alias of the model
   */
  public FieldTable(NamedParameters bound, boolean ofModels, String v, String m) {
    this.bound = bound;
    this.ofModels = ofModels;
    this.v = v;
    this.m = m;
  }

  /** The rows that a field stands in; null: it is a column. */
  public @Nullable SideRows rows(FieldRef ref, Criterion ask) {
    if (ofModels && ref.field().isOfModel()) return null;
    return switch (ref.field()) {
      case TAGS -> attribute("t:" + ref.key(), ask);
      case DATASET -> attribute("d", ask);
      case HYPERPARAMETERS -> hyperparameter(String.valueOf(ref.key()), ask);
      case METRICS -> metric(ref, ask);
      case ALIAS -> {
        TextCondition test = new TextCondition(TextExpression.of("a.name"), bound, false);
        yield SideRows.of("alias a", "a", v, List.of(test.holds(ask)), narrow(test, ask, ""));
      }
      case DRIFT_STATE -> drift(ask);
      case HAS_BASELINE -> SideRows.of("baseline a", "a", v, List.of("true"), List.of("true"));
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
  public SideRows existing(FieldRef ref) {
    String key = String.valueOf(ref.key());
    String way =
        switch (ref.field()) {
          case TAGS -> "a.key = " + bound.of("t:" + key);
          case HYPERPARAMETERS -> "a.key = any(" + bound.of(keysOf(key)) + ")";
          case METRICS -> "a.name = " + bound.of(key);
          default -> throw new IllegalStateException(ref + " has no key");
        };
    String from = ref.field() == Field.METRICS ? "metric_latest a" : ATTRIBUTES;
    return SideRows.of(from, "a", v, List.of(way), List.of(way));
  }

  /** The test of a column. */
  public String column(FieldRef ref, Criterion ask) {
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
  public List<String> columnRanges(FieldRef ref, Criterion ask) {
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

  public TextCondition text(FieldRef ref) {
    return new TextCondition(textColumn(ref), bound, ref.field() == Field.NAME);
  }

  /** The test of a field's value that stands elsewhere. */
  public String test(TextExpression value, FieldRef ref, Criterion ask) {
    return new TextCondition(value, bound, ref.field() == Field.NAME).holds(ask);
  }

  public TextExpression textColumn(FieldRef ref) {
    String own = ofModels ? m : v;
    return switch (ref.field()) {
      case NAME -> TextExpression.name(m + ".name");
      case OWNER -> TextExpression.of(m + ".owner");
      case DESCRIPTION -> TextExpression.of(own + ".description");
      case TAGS ->
          TextExpression.of("(" + m + ".tags ->> " + bound.of(String.valueOf(ref.key())) + ")");
      case CREATED_BY -> TextExpression.of(own + ".created_by");
      case STAGE -> TextExpression.of(v + ".stage");
      case STATUS -> TextExpression.of(v + ".status");
      case FRAMEWORK_NAME -> TextExpression.of(v + ".framework_name");
      case FRAMEWORK_VERSION -> TextExpression.of(v + ".framework_version");
      case COMMIT -> TextExpression.of(v + ".code_commit");
      case DIGEST -> TextExpression.of(v + ".digest");
      default -> throw new IllegalStateException(ref + " is no text");
    };
  }

  /** A column of a number or an instant. */
  public String plain(Field field) {
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
  public String inOrder(FieldRef ref, Criterion ask, String q) {
    return switch (ref.field()) {
      case METRICS -> compared(q + ".value", ask);
      case TAGS -> new TextCondition(TextExpression.attribute(q), bound, false).holds(ask);
      default -> "true"; // the index is read from end to end, or is the version's own
    };
  }

  private SideRows attribute(String key, Criterion ask) {
    String scope = "a.key = " + bound.of(key) + " and ";
    TextCondition test = new TextCondition(ATTRIBUTE, bound, false);
    return SideRows.of(
        ATTRIBUTES, "a", v, List.of(scope + test.holds(ask)), narrow(test, ask, scope));
  }

  private static List<String> narrow(TextCondition test, Criterion ask, String scope) {
    List<String> ranges = ask.isDifferent() ? test.ranges(ask) : List.of();
    if (ranges.isEmpty()) ranges = List.of(test.holds(ask));
    return ranges.stream().map(range -> scope + range).toList();
  }

  private SideRows metric(FieldRef ref, Criterion ask) {
    String from = ref.dataset() == null ? "metric_latest a" : "metric_latest_of_dataset a";
    String way = "a.name = " + bound.of(String.valueOf(ref.key()));
    if (ref.dataset() != null) way += " and a.dataset = " + bound.of(ref.dataset());
    way += " and " + compared("a.value", ask);
    return SideRows.of(from, "a", v, List.of(way), List.of(way));
  }

  private SideRows drift(Criterion ask) {
    String test =
        new TextCondition(TextExpression.of("(o.alarm ->> 'state')"), bound, false).holds(ask);
    List<String> ways = List.of("o.deleted_at is null and " + test);
    return new SideRows(
        "monitor o",
        "o.model_id = %1$s.model_id and o.judged_version = %1$s.number".formatted(v),
        ways,
        ways,
        "w.id",
        "monitor o join version w on w.model_id = o.model_id and w.number = o.judged_version");
  }

  /** Of another type is different: it is there, and is not equal. */
  private SideRows hyperparameter(String key, Criterion ask) {
    List<String> ways;
    if (ask.part() != null) {
      ways = List.of(typed("h:" + key, new TextCondition(ATTRIBUTE, bound, false).holds(ask)));
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
    return SideRows.of(ATTRIBUTES, "a", v, ways, ways);
  }

  private List<String> equal(String key, Criterion ask) {
    List<String> ways = new ArrayList<>();
    Criterion numbers = ask.only(Value.Number.class, Value.Number.class);
    Criterion texts = ask.only(Value.Text.class, Value.Like.class);
    Criterion booleans = ask.only(Value.Bool.class, Value.Bool.class);
    if (!numbers.isEmpty()) ways.add(typed("n:" + key, compared("a.number", numbers)));
    if (!texts.isEmpty())
      ways.add(typed("h:" + key, new TextCondition(ATTRIBUTE, bound, false).holds(texts)));
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
  private String compared(String column, Criterion ask) {
    Operator operator = Objects.requireNonNull(ask.operator());
    List<String> places = ask.values().stream().map(this::place).toList();
    if (places.size() > 1) return column + " in (" + String.join(", ", places) + ")";
    String sign = operator == Operator.NOT_EQUAL ? "<>" : operator.sign();
    return column + " " + sign + " " + places.get(0);
  }

  private String place(Value value) {
    if (value instanceof Value.Number number) return bound.of(number.number());
    if (value instanceof Value.Whole whole) return bound.of(whole.number());
    if (value instanceof Value.Time time) return bound.of(time.at().atOffset(ZoneOffset.UTC));
    if (value instanceof Value.Relative relative)
      return "now() + make_interval(secs => "
          + bound.of((double) relative.offset().toSeconds())
          + ")";
    throw new IllegalStateException(value + " is not compared so");
  }
}
