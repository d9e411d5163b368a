package dev.roster.storage.search.field;

import java.util.List;

/** A number or an instant in a column that an index begins with. */
final class NumberColumn implements FieldSql {
  private final NamedParameters parameters;
  private final SortKey.Kind kind;
  private final String column;
  private final boolean nullable;

  NumberColumn(NamedParameters parameters, SortKey.Kind kind, String column, boolean nullable) {
    this.parameters = parameters;
    this.kind = kind;
    this.column = column;
    this.nullable = nullable;
  }

  private String holds(Criterion criterion) {
    return new NumberCondition(column, parameters).holds(criterion);
  }

  @Override
  public String condition(Criterion criterion, boolean probing) {
    return "(" + holds(criterion) + ")";
  }

  @Override
  public String exists(boolean probing) {
    return "(" + column + " is not null)";
  }

  @Override
  public List<CandidateSet> candidates(Criterion criterion, int rank) {
    return List.of(CandidateSet.of("select s.id from version s where " + holds(criterion), rank));
  }

  @Override
  public List<CandidateSet> candidatesThatExist(int rank) {
    return List.of();
  }

  @Override
  public List<SortKey> keys(boolean descending) {
    return List.of(SortKey.indexed(kind, column, nullable, descending));
  }

  @Override
  public Facet facet() {
    return new Facet(column + "::text", "");
  }
}
