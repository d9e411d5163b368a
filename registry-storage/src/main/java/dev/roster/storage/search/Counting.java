package dev.roster.storage.search;

import dev.roster.core.search.Facets;
import dev.roster.core.search.FieldRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that count what a search finds. */
final class Counting {
  /** Up to here counts are exact. */
  static final int EXACT = 10_000;

  private static final int MOST_VALUES = 20;

  private final Scope scope;
  private final Subject subject;
  private final @Nullable String among;

  /**
   * @param among a set of ids that all are members of; null: none is known
   */
  Counting(Scope scope, @Nullable String among) {
    this.scope = scope;
    this.subject = scope.subject();
    this.among = among;
  }

  /**
   * @param most where counting ends
   */
  String count(int most) {
    return "select count(*) from (" + ids("") + " limit " + scope.bound().of(most) + ") x";
  }

  /** The ids of all. */
  String ids() {
    return ids("");
  }

  private String ids(String more) {
    String in = among == null ? "" : " and " + subject.row() + ".id in (" + among + ")";
    return "select %s.id%s from %s where %s%s"
        .formatted(subject.row(), more, subject.from(), scope.where(false), in);
  }

  /** Columns: the facet's number, a value, and how many there are of it. */
  String facets(Facets facets) {
    StringBuilder columns = new StringBuilder();
    List<String> counts = new ArrayList<>();
    for (int i = 0; i < facets.fields().size(); i++) {
      FieldRef field = facets.fields().get(i);
      String column = column(field);
      if (column != null) columns.append(", ").append(column).append(" as f").append(i);
      counts.add(
          """
          (select %1$d as facet, t.value, count(*) as count from (%2$s) t (id, value)
            where t.value is not null group by t.value order by count(*) desc, t.value collate "C" limit %3$d)"""
              .formatted(
                  i,
                  column == null ? rows(field) : "select f.id, f.f" + i + " from found f",
                  MOST_VALUES));
    }
    return "with found as materialized (%s) %s"
        .formatted(ids(columns.toString()), String.join(" union all ", counts));
  }

  /** The value where each row of the list has at most one; null: see {@link #rows}. */
  private @Nullable String column(FieldRef field) {
    if (subject.isModels() && !field.field().isOfModel()) return null;
    return switch (field.field()) {
      case NAME -> "m.name";
      case OWNER -> "m.owner";
      case TAGS -> subject.isModels() ? scope.leaves().textColumn(field).exact() : null;
      case CREATED_BY, STAGE, STATUS, FRAMEWORK_NAME, FRAMEWORK_VERSION, COMMIT ->
          scope.leaves().textColumn(field).exact();
      case HAS_BASELINE -> "(exists (select from baseline a where a.version_id = v.id))::text";
      default -> null;
    };
  }

  /** Ids of the list with a value each, no pair twice. */
  private String rows(FieldRef field) {
    String value;
    String from = "";
    switch (field.field()) {
      case TAGS -> {
        value = "coalesce(a.long, a.term)";
        from = attribute("a.key = " + scope.bound().of("t:" + field.key()));
      }
      case DATASET -> {
        value = "coalesce(a.long, a.term)";
        from = attribute("a.key = 'd'");
      }
      case HYPERPARAMETERS -> {
        value = "coalesce(a.long, a.term, a.number::text)";
        String[] keys = {"n:" + field.key(), "h:" + field.key(), "b:" + field.key()};
        from = attribute("a.key = any(" + scope.bound().of(keys) + ")");
      }
      case ALIAS -> {
        value = "a.name";
        from = " join alias a on a.version_id = v.id";
      }
      case DRIFT_STATE -> {
        value = "o.alarm ->> 'state'";
        from =
            " join monitor o on o.model_id = v.model_id and o.judged_version = v.number and o.deleted_at is null";
      }
      case HAS_BASELINE ->
          value = "(exists (select from baseline a where a.version_id = v.id))::text";
      default -> value = scope.leaves().textColumn(field).exact();
    }
    String version =
        subject.isModels()
            ? "found f join version v on v.model_id = f.id and v.status not in ('deleted', 'reclaimed')"
            : "found f join version v on v.id = f.id";
    return "select distinct f.id, %s from %s%s".formatted(value, version, from);
  }

  private static String attribute(String scope) {
    return " join version_attribute a on a.version_id = v.id and " + scope;
  }
}
