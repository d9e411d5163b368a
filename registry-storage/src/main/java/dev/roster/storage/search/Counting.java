package dev.roster.storage.search;

import dev.roster.core.search.Facets;
import dev.roster.core.search.FieldRef;
import dev.roster.storage.search.field.FieldSql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that count the matches of a search. */
final class Counting {
  /** Counts are exact up to this number. */
  static final int MAX_EXACT = 10_000;

  private static final int MAX_VALUES = 20;

  private final Scope scope;
  private final Subject subject;
  private final @Nullable String among;

  /**
   * @param among selects the ids of a set that contains all matches; null if no such set is known
   */
  Counting(Scope scope, @Nullable String among) {
    this.scope = scope;
    this.subject = scope.subject();
    this.among = among;
  }

  /**
   * @param max the number at which counting ends
   */
  String count(int max) {
    return "select count(*) from (" + ids("") + " limit " + scope.parameters().bind(max) + ") x";
  }

  /** The ids of all matches. */
  String ids() {
    return ids("");
  }

  private String ids(String more) {
    String in = among == null ? "" : " and " + subject.row() + ".id in (" + among + ")";
    return "select %s.id%s from %s where %s%s"
        .formatted(subject.row(), more, subject.from(), scope.where(false), in);
  }

  /** Selects the facet's number, a value, and the number of rows that have the value. */
  String facets(Facets facets) {
    StringBuilder columns = new StringBuilder();
    List<String> counts = new ArrayList<>();
    for (int i = 0; i < facets.fields().size(); i++) {
      FieldRef field = facets.fields().get(i);
      FieldSql.Facet facet = scope.fields().of(field).facet();
      boolean isColumn = facet.isOneEach() && !isOfManyVersions(field);
      if (isColumn) columns.append(", ").append(facet.value()).append(" as f").append(i);
      counts.add(
          """
          (select %1$d as facet, t.value, count(*) as count from (%2$s) t (id, value)
            where t.value is not null group by t.value order by count(*) desc, t.value collate "C" limit %3$d)"""
              .formatted(
                  i,
                  isColumn ? "select f.id, f.f" + i + " from found f" : rows(facet),
                  MAX_VALUES));
    }
    return "with found as materialized (%s) %s"
        .formatted(ids(columns.toString()), String.join(" union all ", counts));
  }

  /** Whether each row of the list is a model, but the values are those of its versions. */
  private boolean isOfManyVersions(FieldRef field) {
    return subject.isModels() && !field.field().isOfModel();
  }

  /** Selects distinct pairs of an id and a value. */
  private String rows(FieldSql.Facet facet) {
    String version =
        subject.isModels()
            ? "found f join version v on v.model_id = f.id and v.deleted_at is null"
            : "found f join version v on v.id = f.id";
    return "select distinct f.id, %s from %s%s".formatted(facet.value(), version, facet.join());
  }
}
