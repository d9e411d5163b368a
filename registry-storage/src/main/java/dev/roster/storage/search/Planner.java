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
 * Decides whether a page is best found in a small set. The planner's guess is no good guide: how
 * values of one key are spread it does not know. So the sets are counted by their indexes, up to a
 * bound.
 */
final class Planner {
  /** A set of so few is fetched and sorted whole. */
  static final int MAX_SORTED = 5_000;

  /** A set of so many is worth being cut with another. */
  private static final int MAX_INTERSECTED = 20_000;

  private static final int MAX_COUNTED = 6;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final int few;

  /**
   * @param few a set of so many is fetched and sorted whole
   */
  Planner(JdbcClient jdbc, int few) {
    this.jdbc = jdbc;
    this.few = few;
  }

  private record Counted(CandidateSet set, long count) {}

  /** The ids of a small set of which all that is found are members; null: there is none. */
  @Nullable String among(Scope scope, List<CandidateSet> sets) {
    List<CandidateSet> worth = new ArrayList<>();
    for (CandidateSet set : sets)
      if (worth.size() < MAX_COUNTED
          && (!set.byParts() || planned(set.select(), scope) <= MAX_INTERSECTED)) worth.add(set);
    if (worth.isEmpty()) return null;
    List<Counted> counted = counted(scope, worth);
    Counted least = counted.get(0);
    if (least.count() <= few) return least.set().select();
    if (counted.size() == 1 || least.count() > MAX_INTERSECTED) return null;
    String both = cut(least.set().select(), counted.get(1).set().select());
    return planned(both, scope) > few ? null : both;
  }

  private static String cut(String one, String other) {
    return "select y.id from (%s) y (id) where y.id in (%s)".formatted(one, other);
  }

  /** The smallest first. */
  private List<Counted> counted(Scope scope, List<CandidateSet> sets) {
    return jdbc.sql(counts(sets, few))
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

  /** How large each of the sets is, as far as it matters. */
  static String counts(List<CandidateSet> sets, int few) {
    int most = (sets.size() == 1 ? few : MAX_INTERSECTED) + 1;
    return sets.stream()
        .map(
            set ->
                "(select count(*) from (select 1 from (%s) x limit %d) y)"
                    .formatted(set.select(), most))
        .collect(Collectors.joining(", ", "select ", ""));
  }

  /** How many rows the planner thinks that it gives. */
  long planned(String select, Scope scope) {
    String plan =
        jdbc.sql("explain (format json) " + select)
            .params(scope.parameters().values())
            .query(String.class)
            .single();
    return JSON.readTree(plan).path(0).path("Plan").path("Plan SideRows").asLong(0);
  }
}
