package dev.roster.storage.search.field;

import java.util.List;

/**
 * Writes the SQL for one field: conditions, sort keys, facets, and sets of versions that narrow a
 * search. {@link FieldTable} has a row for each field.
 */
public interface FieldSql {
  /**
   * Returns a condition that is true if a value of the field meets the criterion.
   *
   * @param probing whether to look into other tables row by row, which is faster when few rows are
   *     read in order
   */
  String condition(Criterion criterion, boolean probing);

  /** Returns a condition that is true if the field has a value. */
  String exists(boolean probing);

  /**
   * Returns sets of versions that an index can find. Each set contains all versions that meet the
   * criterion. The versions have the alias {@code s}, their models {@code n}. An empty list means
   * that no index narrows by this criterion.
   */
  List<CandidateSet> candidates(Criterion criterion, int rank);

  /** Returns sets of versions that each contain all versions with a value. */
  List<CandidateSet> candidatesThatExist(int rank);

  /**
   * Returns the keys that rows are ordered by. If there is more than one key, a row has a value for
   * at most one of them.
   */
  List<SortKey> keys(boolean descending);

  /**
   * Returns the condition on the table whose index a sort key reads. The condition ends the scan of
   * the index early. {@code true} means that it does not.
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
   * @param join the join from a version to its values; empty if a row has at most one
   */
  record Facet(String value, String join) {
    public boolean isOneEach() {
      return join.isEmpty();
    }
  }
}
