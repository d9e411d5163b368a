package dev.roster.storage.search.field;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of rows of which all that a condition finds are members.
 *
 * @param select gives the ids of its rows, some perhaps twice
 * @param rank how much it is likely to narrow; 0 the most
 * @param byParts whether it is found by parts of texts: all of it before the first row is known
 * @param newestFirst the attribute whose index has the rows newest first; null if none has
 */
public record CandidateSet(
    String select, int rank, boolean byParts, @Nullable Attribute newestFirst) {
  /** One value of one key, as version_attribute has it. */
  public record Attribute(String key, String term) {}

  public static CandidateSet of(String select, int rank) {
    return new CandidateSet(select, rank, false, null);
  }

  /** The select of all rows that one of these gives. */
  public static String union(List<String> selects) {
    return selects.size() == 1 ? selects.get(0) : String.join(" union all ", selects);
  }
}
