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
 * Runs searches, each in its caller's transaction and within its time. Which statement is run
 * depends on how many rows the conditions leave: few are fetched and sorted; of many, the order's
 * index is read until the page is full.
 */
@Component
public class Searches implements SearchTime {
  /** Counting all is best done in one sweep. */
  private static final String WHOLE_TABLES = ", set_config('enable_seqscan', 'on', true)";

  private final JdbcClient jdbc;
  private final SearchSettings settings;
  private final Planner choice;
  private final LongSupplier nanos;

  @Autowired
  Searches(JdbcClient jdbc, SearchSettings settings) {
    this(jdbc, settings, Planner.MAX_SORTED, System::nanoTime);
  }

  /**
   * @param few a set of so many is fetched and sorted
   * @param nanos the time that passes
   */
  Searches(JdbcClient jdbc, SearchSettings settings, int few, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.choice = new Planner(jdbc, few);
    this.nanos = nanos;
  }

  /**
   * What was found.
   *
   * @param hits the page's rows
   * @param next behind which the next page begins; null: this is the last
   */
  public record Result(
      List<Hit> hits,
      @Nullable Position next,
      @Nullable Long estimate,
      Map<String, List<Facets.Count>> facets,
      Deadline deadline) {
    /**
     * The page of them.
     *
     * @param read reads rows by id, in that order; perhaps not all, but at least one
     */
    public <T> SearchResult<T> page(Function<List<Long>, List<T>> read) {
      List<T> items = hits.isEmpty() ? List.of() : read.apply(hits.stream().map(Hit::id).toList());
      boolean isCut = items.size() < hits.size();
      Position behind = isCut ? hits.get(items.size() - 1).position() : next;
      return new SearchResult<>(new Page<>(items, behind), estimate, facets);
    }
  }

  /**
   * A row that was found.
   *
   * @param position its keys in the order
   */
  public record Hit(long id, Position position) {}

  /** A statement with its values. */
  record Statement(String sql, Map<String, Object> values) {}

  public Result versions(@Nullable ModelRef model, Search search, Visibility visibility) {
    return run(search, new Scope(Subject.VERSIONS, search.filter(), visibility, model));
  }

  public Result models(Search search, Visibility visibility) {
    return run(search, new Scope(Subject.MODELS, search.filter(), visibility, null));
  }

  /**
   * Reads what was found, in the time that finding it left.
   *
   * @param read one statement
   * @throws Refused {@code search_too_broad} when the time is over
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
   * Behind the page's last row, if there are more; else behind one that says go on, if any does.
   */
  private static @Nullable Position next(List<Hit> hits, int limit) {
    if (hits.isEmpty()) return null;
    Hit last = hits.get(hits.size() - 1);
    int found = last.id() == Listing.GO_ON ? hits.size() - 1 : hits.size();
    if (found > limit) return hits.get(limit - 1).position();
    return last.id() == Listing.GO_ON ? last.position() : null;
  }

  /**
   * How a page is found.
   *
   * @param among the small set that it is out of; null: none is small
   */
  record Plan(Listing listing, @Nullable String among, Statement statement) {}

  Plan plan(Search search, Scope scope) {
    List<CandidateSet> sets = scope.candidateSets();
    String fewest = choice.among(scope, sets);
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
   * For what follows in this transaction. The plan is made for the values at hand, and in one
   * process, as a page out of parts in order has no sort above it; a table is read from end to end
   * only where there is no other set.
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

  /** Whoever does not see all is not told what the planner knows of all. */
  private long estimate(Scope scope, Counting counting, Deadline deadline) {
    deadline.bound(WHOLE_TABLES);
    long exact =
        jdbc.sql(counting.count(Counting.MAX_EXACT + 1))
            .params(scope.parameters().values())
            .query(Long.class)
            .single();
    if (exact <= Counting.MAX_EXACT || !scope.seesAll()) return exact;
    return Math.max(choice.planned(counting.ids(), scope), exact);
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
            ? "Nothing narrows what is searched."
            : "Too many rows meet, or nearly meet, the conditions that an index can serve.";
    String facets =
        search.facets().fields().isEmpty() ? "" : " Or leave out facets, which count every row.";
    return "The search took longer than %s. %s Add a condition that few meet, such as name = \"credit*\", tags.KEY = VALUE, createdAt > now - 7d or metrics.NAME >= a high value, or order by one field, such as createdAt desc.%s"
        .formatted(shown(), what, facets);
  }

  private String shown() {
    long millis = settings.timeout().toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
