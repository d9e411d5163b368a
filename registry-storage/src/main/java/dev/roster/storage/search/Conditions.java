package dev.roster.storage.search;

import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Value;
import dev.roster.storage.search.field.Criterion;
import dev.roster.storage.search.field.FieldTable;
import dev.roster.storage.search.field.SideRows;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A filter as a condition. It is true where the filter holds; where it does not, false or null, but
 * for below NOT, where null is made false first.
 */
final class Conditions implements Filter.Reader<String> {
  private final FieldTable leaves;
  private final boolean ofModels;
  private final boolean versionless;
  private final String end;

  /**
   * @param versionless whether there is a model but no version: what is the version's does not hold
   * @param probing whether to look into tables row by row, as when few rows are read in order
   */
  Conditions(FieldTable leaves, boolean ofModels, boolean versionless, boolean probing) {
    this.leaves = leaves;
    this.ofModels = ofModels;
    this.versionless = versionless;
    this.end = probing ? " offset 0)" : ")";
  }

  @Override
  public String and(Filter.And and) {
    return and.parts().isEmpty() ? "true" : joined(and.parts(), " and ");
  }

  @Override
  public String or(Filter.Or or) {
    return joined(or.parts(), " or ");
  }

  private String joined(List<Filter> parts, String joint) {
    return parts.stream().map(part -> part.read(this)).collect(Collectors.joining(joint, "(", ")"));
  }

  @Override
  public String not(Filter.Not not) {
    return "(not coalesce(" + not.part().read(this) + ", false))";
  }

  @Override
  public String comparison(Filter.Comparison comparison) {
    if (comparison.field().field() == Field.HAS_BASELINE) {
      boolean wanted =
          ((Value.Bool) comparison.value()).isTrue() != Criterion.of(comparison).isDifferent();
      return baseline(comparison.field(), Criterion.of(comparison), wanted);
    }
    return leaf(comparison.field(), Criterion.of(comparison));
  }

  @Override
  public String in(Filter.In in) {
    if (in.field().field() == Field.HAS_BASELINE)
      return in.values().stream()
          .map(value -> baseline(in.field(), Criterion.of(in), ((Value.Bool) value).isTrue()))
          .collect(Collectors.joining(" or ", "(", ")"));
    return leaf(in.field(), Criterion.of(in));
  }

  @Override
  public String part(Filter.Part part) {
    return leaf(part.field(), Criterion.of(part));
  }

  @Override
  public String exists(Filter.Exists exists) {
    FieldRef field = exists.field();
    if (hidden(field)) return "false";
    if (ofModels && field.field() == Field.TAGS)
      return "(" + leaves.textColumn(field).exact() + " is not null)";
    return within(leaves.existing(field));
  }

  private String leaf(FieldRef field, Criterion ask) {
    if (hidden(field)) return "false";
    SideRows rows = leaves.rows(field, ask);
    return rows == null ? "(" + leaves.column(field, ask) + ")" : within(rows);
  }

  private String baseline(FieldRef field, Criterion ask, boolean wanted) {
    if (hidden(field)) return "false";
    SideRows rows = leaves.rows(field, ask);
    if (rows == null) throw new IllegalStateException("baselines are rows");
    return wanted ? within(rows) : "(not " + within(rows) + ")";
  }

  private boolean hidden(FieldRef field) {
    return versionless && !field.field().isOfModel();
  }

  private String within(SideRows rows) {
    return "exists (select from %s where %s and %s%s"
        .formatted(rows.from(), rows.link(), rows.condition(), end);
  }
}
