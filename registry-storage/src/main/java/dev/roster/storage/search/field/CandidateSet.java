package dev.roster.storage.search.field;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of rows that contains all matches of a condition.
 *
 * @param select selects the ids of its rows; an id may occur more than once
 * @param rank how much it is likely to narrow; 0 narrows most
 * @param byParts whether it is found by parts of texts, so that the whole set is computed before
 *     its first row
 * @param newestFirst the attribute whose index has the rows newest first; null if there is none
 */
public record CandidateSet(
    String select, int rank, boolean byParts, @Nullable Attribute newestFirst) {
  /** One value of one key in version_attribute. */
  public record Attribute(String key, String term) {}

  public static CandidateSet of(String select, int rank) {
    return new CandidateSet(select, rank, false, null);
  }

  /** Returns a select of all rows that at least one of the selects finds. */
  public static String union(List<String> selects) {
    return selects.size() == 1 ? selects.get(0) : String.join(" union all ", selects);
  }
}
