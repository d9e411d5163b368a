package dev.roster.storage.search;

import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Order;
import dev.roster.storage.search.field.FieldTable;
import dev.roster.storage.search.field.NamedParameters;
import dev.roster.storage.search.field.SortKey;
import dev.roster.storage.search.field.TextExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The keys of an order: those of its terms, and then when a row was made and its id, so that no two
 * rows are equal.
 */
final class SortKeys {
  private final FieldTable leaves;
  private final NamedParameters bound;
  private final String row;

  /**
   * @param row the alias of what is listed
   */
  SortKeys(FieldTable leaves, NamedParameters bound, String row) {
    this.leaves = leaves;
    this.bound = bound;
    this.row = row;
  }

  /**
   * Those of the first term stand apart, as they may be walked; a term of more than one key has one
   * of them, or none.
   */
  record Ordered(List<SortKey> first, List<SortKey> rest) {
    List<SortKey> all() {
      List<SortKey> all = new ArrayList<>(first);
      all.addAll(rest);
      return all;
    }
  }

  Ordered of(Order order) {
    List<SortKey> rest = new ArrayList<>();
    List<Order.Term> terms = order.terms();
    for (Order.Term term : terms.subList(1, terms.size()))
      rest.addAll(keys(term.field(), term.descending()));
    boolean down = order.endsDescending();
    boolean byAge =
        terms.stream().anyMatch(t -> t.field().field() == Field.CREATED_AT)
            || terms.size() == 1 && terms.get(0).field().field() == Field.METRICS; // as its index
    if (!byAge) rest.add(new SortKey(SortKey.Kind.TIME, row + ".created_at", false, down, null));
    rest.add(new SortKey(SortKey.Kind.WHOLE, row + ".id", false, down, null));
    return new Ordered(keys(terms.get(0).field(), terms.get(0).descending()), rest);
  }

  private List<SortKey> keys(FieldRef ref, boolean down) {
    return switch (ref.field()) {
      case NAME -> List.of(column(SortKey.Kind.TEXT, leaves.textColumn(ref).exact(), false, down));
      case OWNER ->
          List.of(new SortKey(SortKey.Kind.TEXT, leaves.textColumn(ref).exact(), true, down, null));
      case CREATED_BY, STAGE, STATUS ->
          List.of(column(SortKey.Kind.TEXT, leaves.textColumn(ref).exact(), false, down));
      case FRAMEWORK_NAME, FRAMEWORK_VERSION, COMMIT, DIGEST ->
          List.of(column(SortKey.Kind.TEXT, leaves.textColumn(ref).exact(), true, down));
      case DESCRIPTION ->
          List.of(computed(SortKey.Kind.TEXT, head(leaves.textColumn(ref).exact()), down));
      case CREATED_AT, UPDATED_AT ->
          List.of(column(SortKey.Kind.TIME, leaves.plain(ref.field()), false, down));
      case VERSION -> List.of(column(SortKey.Kind.WHOLE, leaves.plain(ref.field()), false, down));
      case SIZE -> List.of(column(SortKey.Kind.WHOLE, leaves.plain(ref.field()), true, down));
      case TAGS ->
          row.equals("v")
              ? List.of(attribute("t:" + ref.key(), SortKey.Kind.TEXT, "term", down))
              : List.of(computed(SortKey.Kind.TEXT, head(leaves.textColumn(ref).exact()), down));
      case HYPERPARAMETERS ->
          List.of(
              attribute("n:" + ref.key(), SortKey.Kind.NUMBER, "number", down),
              attribute("h:" + ref.key(), SortKey.Kind.TEXT, "term", down));
      case METRICS -> List.of(metric(ref, down));
      case ALIAS ->
          List.of(computed(SortKey.Kind.TEXT, least("a.name collate \"C\"", "alias a"), down));
      case DATASET ->
          List.of(
              computed(
                  SortKey.Kind.TEXT,
                  "(select min(a.term) from version_attribute a where a.version_id = v.id and a.key = 'd')",
                  down));
      case DRIFT_STATE ->
          List.of(
              computed(
                  SortKey.Kind.TEXT,
                  """
                  (select min((o.alarm ->> 'state') collate "C") from monitor o
                    where o.model_id = v.model_id and o.judged_version = v.number and o.deleted_at is null)""",
                  down));
      case HAS_BASELINE ->
          List.of(
              new SortKey(
                  SortKey.Kind.BOOLEAN,
                  "(exists (select from baseline a where a.version_id = v.id))",
                  false,
                  down,
                  null));
    };
  }

  private static String head(String text) {
    return "left(" + text + ", " + TextExpression.HEAD + ")";
  }

  private static String least(String value, String from) {
    return "(select min(%s) from %s where a.version_id = v.id)".formatted(value, from);
  }

  private static SortKey computed(SortKey.Kind kind, String expression, boolean down) {
    return new SortKey(kind, expression, true, down, null);
  }

  /** A column that an index begins with. */
  private static SortKey column(SortKey.Kind kind, String column, boolean nullable, boolean down) {
    SortKey.Walk walk =
        new SortKey.Walk(
            "",
            column,
            nullable ? column + " is not null" : "true",
            column + " is null",
            "",
            false);
    return new SortKey(kind, column, nullable, down, walk);
  }

  private SortKey attribute(String key, SortKey.Kind kind, String column, boolean down) {
    String place = bound.of(key);
    return joined("version_attribute", a -> a + ".key = " + place, kind, column, down);
  }

  private SortKey metric(FieldRef ref, boolean down) {
    String name = bound.of(String.valueOf(ref.key()));
    if (ref.dataset() == null)
      return joined(
          "metric_latest", a -> a + ".name = " + name, SortKey.Kind.NUMBER, "value", down);
    String dataset = bound.of(ref.dataset());
    return joined(
        "metric_latest_of_dataset",
        a -> a + ".name = " + name + " and " + a + ".dataset = " + dataset,
        SortKey.Kind.NUMBER,
        "value",
        down);
  }

  /** A column of another table, of which a version has at most one row. */
  private static SortKey joined(
      String table, UnaryOperator<String> scope, SortKey.Kind kind, String column, boolean down) {
    String one =
        "select k.%1$s from %2$s k where k.version_id = v.id and %3$s and k.%1$s is not null"
            .formatted(column, table, scope.apply("k"));
    String join =
        " join %s q on q.version_id = v.id and %s and q.%s is not null"
            .formatted(table, scope.apply("q"), column);
    SortKey.Walk walk =
        new SortKey.Walk(
            join,
            "q." + column,
            "true",
            "not exists (" + one + " offset 0)",
            "q",
            table.equals("version_attribute"));
    return new SortKey(kind, "(" + one + ")", true, down, walk);
  }
}
