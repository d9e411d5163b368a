package dev.roster.storage.search;

import dev.roster.core.search.FieldRef;
import dev.roster.core.search.Filter;
import dev.roster.storage.search.field.Criterion;
import dev.roster.storage.search.field.FieldTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A filter as a condition in SQL. It is true if the filter holds, and otherwise false or null.
 * Inside a NOT, null is converted to false first.
 */
final class Conditions implements Filter.Visitor<String> {
  private final FieldTable fields;
  private final boolean versionless;
  private final boolean probing;

  /**
   * @param versionless whether the row is a model without a version, so that no condition on a
   *     version holds
   * @param probing whether to look into other tables row by row, which is faster when few rows are
   *     read in order
   */
  Conditions(FieldTable fields, boolean versionless, boolean probing) {
    this.fields = fields;
    this.versionless = versionless;
    this.probing = probing;
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
    return parts.stream()
        .map(part -> part.accept(this))
        .collect(Collectors.joining(joint, "(", ")"));
  }

  @Override
  public String not(Filter.Not not) {
    return "(not coalesce(" + not.part().accept(this) + ", false))";
  }

  @Override
  public String comparison(Filter.Comparison comparison) {
    return condition(comparison.field(), Criterion.of(comparison));
  }

  @Override
  public String in(Filter.In in) {
    return condition(in.field(), Criterion.of(in));
  }

  @Override
  public String part(Filter.Part part) {
    return condition(part.field(), Criterion.of(part));
  }

  @Override
  public String exists(Filter.Exists exists) {
    return isAbsent(exists.field()) ? "false" : fields.of(exists.field()).exists(probing);
  }

  private String condition(FieldRef field, Criterion criterion) {
    return isAbsent(field) ? "false" : fields.of(field).condition(criterion, probing);
  }

  private boolean isAbsent(FieldRef field) {
    return versionless && !field.field().isOfModel();
  }
}
