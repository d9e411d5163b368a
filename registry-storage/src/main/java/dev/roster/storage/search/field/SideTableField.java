package dev.roster.storage.search.field;

import java.util.List;

/** A field whose values are rows of another table. */
abstract class SideTableField implements FieldSql {
  final NamedParameters parameters;

  /** The alias of the version. */
  final String v;

  SideTableField(NamedParameters parameters, String v) {
    this.parameters = parameters;
    this.v = v;
  }

  /** The rows that meet the criterion. */
  abstract SideRows rows(Criterion criterion);

  /** The rows with the key of the field and any value. */
  SideRows existing() {
    throw new IllegalStateException("the field has no key");
  }

  @Override
  public String condition(Criterion criterion, boolean probing) {
    return rows(criterion).exist(probing);
  }

  @Override
  public final String exists(boolean probing) {
    return existing().exist(probing);
  }

  @Override
  public List<CandidateSet> candidates(Criterion criterion, int rank) {
    return List.of(CandidateSet.of(CandidateSet.union(rows(criterion).selects()), rank));
  }

  @Override
  public final List<CandidateSet> candidatesThatExist(int rank) {
    return List.of(CandidateSet.of(CandidateSet.union(existing().selects()), rank));
  }
}
