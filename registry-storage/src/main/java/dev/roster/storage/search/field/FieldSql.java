package dev.roster.storage.search.field;

import java.util.List;

/**
 * How one field is read in SQL: in a condition, in an order, in facets, and as a set of versions
 * that narrows a search. {@link FieldTable} has a row for each field.
 */
public interface FieldSql {
  /**
   * A condition that is true where a value of the field meets the criterion.
   *
   * @param probing whether to look into other tables row by row, as when few rows are read in order
   */
  String condition(Criterion criterion, boolean probing);

  /** A condition that is true where the field has a value. */
  String exists(boolean probing);

  /**
   * Sets of versions that an index can find, each with all versions that meet the criterion. The
   * versions have the alias {@code s}, their models {@code n}. An empty list means that no index
   * narrows by this criterion.
   */
  List<CandidateSet> candidates(Criterion criterion, int rank);

  /** Sets of versions with all that have a value. */
  List<CandidateSet> candidatesThatExist(int rank);

  /**
   * What rows are ordered by. If there is more than one key, a row has a value for at most one of
   * them.
   */
  List<SortKey> keys(boolean descending);

  /**
   * The criterion on the table that a sort key's index is read from. It ends the scan of that index
   * early; {@code true} does not.
   *
   * @param table the alias of that table
   */
  default String alongIndex(Criterion criterion, String table) {
    return "true";
  }

  /** The value that facets count. */
  Facet facet();

  /**
   * The value that facets count.
   *
   * @param join the join that leads from a version to its values; empty: a row has at most one
   */
  record Facet(String value, String join) {
    public boolean isOneEach() {
      return join.isEmpty();
    }
  }
}
