package dev.roster.storage.search;

import dev.roster.storage.search.field.CandidateSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides whether to read a page from a small set of candidates. PostgreSQL's own estimate is not
 * good enough, because it does not know how the values of one key are distributed. So the sets are
 * counted by their indexes, up to a limit.
 */
final class Planner {
  /** A set of at most this size is fetched and sorted as a whole. */
  static final int MAX_SORTED = 5_000;

  /** A set of at most this size is worth intersecting with another. */
  private static final int MAX_INTERSECTED = 20_000;

  /** The maximum number of sets that are counted. The others are likely to narrow less. */
  private static final int MAX_COUNTED = 6;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final int maxSorted;

  /**
   * @param maxSorted a set of at most this size is fetched and sorted as a whole
   */
  Planner(JdbcClient jdbc, int maxSorted) {
    this.jdbc = jdbc;
    this.maxSorted = maxSorted;
  }

  private record Counted(CandidateSet set, long count) {}

  /** Selects the ids of a small set that contains all matches. Null if there is none. */
  @Nullable String among(Scope scope, List<CandidateSet> sets) {
    List<CandidateSet> worth = new ArrayList<>();
    for (CandidateSet set : sets)
      if (worth.size() < MAX_COUNTED
          && (!set.byParts() || planned(set.select(), scope) <= MAX_INTERSECTED)) worth.add(set);
    if (worth.isEmpty()) return null;
    List<Counted> counted = counted(scope, worth);
    Counted least = counted.get(0);
    if (least.count() <= maxSorted) return least.set().select();
    if (counted.size() == 1 || least.count() > MAX_INTERSECTED) return null;
    String both = intersection(least.set().select(), counted.get(1).set().select());
    return planned(both, scope) > maxSorted ? null : both;
  }

  private static String intersection(String one, String other) {
    return "select y.id from (%s) y (id) where y.id in (%s)".formatted(one, other);
  }

  /** The sets with their sizes, the smallest first. */
  private List<Counted> counted(Scope scope, List<CandidateSet> sets) {
    return jdbc.sql(counts(sets, maxSorted))
        .params(scope.parameters().values())
        .query(
            (row, n) -> {
              List<Counted> counted = new ArrayList<>();
              for (int i = 0; i < sets.size(); i++)
                counted.add(new Counted(sets.get(i), row.getLong(i + 1)));
              counted.sort(Comparator.comparingLong(Counted::count));
              return counted;
            })
        .single();
  }

  /** The statement that counts each of the sets, up to the size that matters. */
  static String counts(List<CandidateSet> sets, int maxSorted) {
    int limit = (sets.size() == 1 ? maxSorted : MAX_INTERSECTED) + 1;
    return sets.stream()
        .map(
            set ->
                "(select count(*) from (select 1 from (%s) x limit %d) y)"
                    .formatted(set.select(), limit))
        .collect(Collectors.joining(", ", "select ", ""));
  }

  /** Returns how many rows PostgreSQL expects from a select. */
  long planned(String select, Scope scope) {
    String plan =
        jdbc.sql("explain (format json) " + select)
            .params(scope.parameters().values())
            .query(String.class)
            .single();
    return JSON.readTree(plan).path(0).path("Plan").path("Plan Rows").asLong(0);
  }
}
