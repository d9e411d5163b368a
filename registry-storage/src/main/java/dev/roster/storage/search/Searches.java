package dev.roster.storage.search;

import dev.roster.core.page.Page;
import dev.roster.core.page.Position;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Facets;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import dev.roster.core.search.SearchSettings;
import dev.roster.core.search.SearchTime;
import dev.roster.storage.search.field.CandidateSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Runs searches, each in its caller's transaction and within its time limit. The statement depends
 * on how many rows meet the conditions. Few rows are fetched and sorted. If there are many, the
 * index of the order is read until the page is full.
 */
@Component
public class Searches implements SearchTime {
  /** Counting all rows is fastest by reading whole tables. */
  private static final String WHOLE_TABLES = ", set_config('enable_seqscan', 'on', true)";

  private final JdbcClient jdbc;
  private final SearchSettings settings;
  private final Planner planner;
  private final LongSupplier nanos;

  @Autowired
  Searches(JdbcClient jdbc, SearchSettings settings) {
    this(jdbc, settings, Planner.MAX_SORTED, System::nanoTime);
  }

  /**
   * @param maxSorted a set of at most this size is fetched and sorted
   * @param nanos the clock
   */
  Searches(JdbcClient jdbc, SearchSettings settings, int maxSorted, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.planner = new Planner(jdbc, maxSorted);
    this.nanos = nanos;
  }

  /**
   * The ids that a search found.
   *
   * @param hits the rows of the page
   * @param next the position after which the next page starts; null if this is the last page
   */
  public record Result(
      List<Hit> hits,
      @Nullable Position next,
      @Nullable Long estimate,
      Map<String, List<Facets.Count>> facets,
      Deadline deadline) {
    /**
     * The page with its rows.
     *
     * @param read reads rows by id, in the order of the ids; it may leave out the last ones, but
     *     reads at least one
     */
    public <T> SearchResult<T> page(Function<List<Long>, List<T>> read) {
      List<T> items = hits.isEmpty() ? List.of() : read.apply(hits.stream().map(Hit::id).toList());
      boolean isCut = items.size() < hits.size();
      Position nextStart = isCut ? hits.get(items.size() - 1).position() : next;
      return new SearchResult<>(new Page<>(items, nextStart), estimate, facets);
    }
  }

  /**
   * A row that a search found.
   *
   * @param position its sort keys
   */
  public record Hit(long id, Position position) {}

  /** A statement with its named parameters. */
  record Statement(String sql, Map<String, Object> values) {}

  public Result versions(@Nullable ModelRef model, Search search, Visibility visibility) {
    return run(search, new Scope(Subject.VERSIONS, search.filter(), visibility, model));
  }

  public Result models(Search search, Visibility visibility) {
    return run(search, new Scope(Subject.MODELS, search.filter(), visibility, null));
  }

  /**
   * Reads the rows that a search found, within the time that remains after the search.
   *
   * @param read one statement
   * @throws Refused {@code search_too_broad} when the time is up
   */
  public <T> T inTime(Search search, Result found, Supplier<T> read) {
    return inTime(
        search,
        () -> {
          found.deadline().bound();
          return read.get();
        });
  }

  private <T> T inTime(Search search, Supplier<T> part) {
    try {
      return part.get();
    } catch (QueryTimeoutException over) {
      throw Refused.because(ProblemCode.SEARCH_TOO_BROAD, advice(search), over);
    }
  }

  @Override
  public <T> T within(String advice, Supplier<T> reading) {
    try {
      limitTime();
      return reading.get();
    } catch (QueryTimeoutException over) {
      throw Refused.because(
          ProblemCode.SEARCH_TOO_BROAD,
          "The answer took longer than %s. %s".formatted(shown(), advice),
          over);
    }
  }

  private Result run(Search search, Scope scope) {
    return inTime(
        search,
        () -> {
          Deadline deadline = limitTime();
          Plan plan = plan(search, scope);
          deadline.bound();
          List<Hit> hits =
              jdbc.sql(plan.statement().sql())
                  .params(plan.statement().values())
                  .query((row, n) -> plan.listing().hit(row))
                  .list();
          Counting counting = new Counting(scope, plan.among());
          List<Hit> found = hits.stream().filter(hit -> hit.id() != Listing.GO_ON).toList();
          return new Result(
              found.subList(0, Math.min(found.size(), search.page().limit())),
              next(hits, search.page().limit()),
              search.estimate() ? estimate(scope, counting, deadline) : null,
              facets(search.facets(), scope, counting, deadline),
              deadline);
        });
  }

  /**
   * Returns the position of the last row of the page if there are more rows. Otherwise returns the
   * position of the extra row that says where to continue, if there is one.
   */
  private static @Nullable Position next(List<Hit> hits, int limit) {
    if (hits.isEmpty()) return null;
    Hit last = hits.get(hits.size() - 1);
    int found = last.id() == Listing.GO_ON ? hits.size() - 1 : hits.size();
    if (found > limit) return hits.get(limit - 1).position();
    return last.id() == Listing.GO_ON ? last.position() : null;
  }

  /**
   * How a page is read.
   *
   * @param among selects the small set that the page is read from; null if no set is small
   */
  record Plan(Listing listing, @Nullable String among, Statement statement) {}

  Plan plan(Search search, Scope scope) {
    List<CandidateSet> sets = scope.candidateSets();
    String fewest = planner.among(scope, sets);
    Listing listing = new Listing(scope, search.order(), search.page());
    String sql;
    CandidateSet.Attribute attribute =
        sets.stream()
            .map(CandidateSet::newestFirst)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (fewest != null) sql = listing.among(fewest);
    else if (attribute != null && listing.isByAge()) sql = listing.alongAttribute(attribute);
    else sql = listing.inOrder();
    return new Plan(listing, fewest, new Statement(sql, scope.parameters().values()));
  }

  /**
   * Sets the time limit and the planner's settings for the rest of the transaction. Plans are for
   * the actual values and have no parallel workers, so that a page of several ordered parts needs
   * no sort. A whole table is read only if there is no other way.
   */
  Deadline limitTime() {
    Deadline deadline = new Deadline(jdbc, settings.timeout(), nanos);
    deadline.bound(
        """
        , set_config('plan_cache_mode', 'force_custom_plan', true),
          set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true),
          set_config('enable_seqscan', 'off', true)
        """);
    return deadline;
  }

  /**
   * Returns an exact count or an estimate. A reader who does not see all models gets no estimate,
   * because it would count all models.
   */
  private long estimate(Scope scope, Counting counting, Deadline deadline) {
    deadline.bound(WHOLE_TABLES);
    long exact =
        jdbc.sql(counting.count(Counting.MAX_EXACT + 1))
            .params(scope.parameters().values())
            .query(Long.class)
            .single();
    if (exact <= Counting.MAX_EXACT || !scope.seesAll()) return exact;
    return Math.max(planner.planned(counting.ids(), scope), exact);
  }

  private Map<String, List<Facets.Count>> facets(
      Facets facets, Scope scope, Counting counting, Deadline deadline) {
    Map<String, List<Facets.Count>> counts = new LinkedHashMap<>();
    facets.fields().forEach(field -> counts.put(field.toString(), new ArrayList<>()));
    if (counts.isEmpty()) return counts;
    deadline.bound(WHOLE_TABLES);
    jdbc.sql(counting.facets(facets))
        .params(scope.parameters().values())
        .query(
            row -> {
              String field = facets.fields().get(row.getInt("facet")).toString();
              counts
                  .getOrDefault(field, List.of())
                  .add(new Facets.Count(row.getString("value"), row.getLong("count")));
            });
    return counts;
  }

  private String advice(Search search) {
    String what =
        search.filter().equals(Filter.NONE)
            ? "The search has no filter."
            : "Too many rows meet the conditions that an index can serve.";
    String facets =
        search.facets().fields().isEmpty() ? "" : " Or leave out facets, which count every row.";
    return "The search took longer than %s. %s Add a condition that few rows meet, such as name = \"credit*\", tags.KEY = VALUE, createdAt > now - 7d or metrics.NAME >= a high value, or order by one field, such as createdAt desc.%s"
        .formatted(shown(), what, facets);
  }

  private String shown() {
    long millis = settings.timeout().toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
