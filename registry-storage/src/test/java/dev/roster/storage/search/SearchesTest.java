package dev.roster.storage.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Facets;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Order;
import dev.roster.core.search.Search;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a search costs at most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchesTest {
  private static final Visibility ALL = new Visibility(true, Set.of(), Set.of());
  private static final Visibility BY_PREFIX = new Visibility(false, Set.of(), Set.of("mine"));
  private static final int VERSIONS = 11_000;

  private final SearchedDatabase database = new SearchedDatabase();
  private final Search counted =
      new Search(Filter.NONE, Order.NEWEST, new PageRequest(5, null), true, Facets.parse("stage"));

  @BeforeAll
  void fill() {
    for (String statement :
        List.of(
            """
            insert into model (name, created_at, created_by, updated_at)
            select 'mine-' || i, now(), 'ci', now() from generate_series(1, 10) i""",
            """
            insert into version (model_id, number, staged_at, created_at, created_by, updated_at)
            select m.id, i, now(), now(), 'ci', now() from model m, generate_series(1, %d) i"""
                .formatted(VERSIONS / 10),
            "analyze")) database.jdbc.sql(statement).update();
  }

  @Test
  void whoDoesNotSeeAllIsCountedForUpToABound() {
    assertThat(estimate(ALL))
        .as("the planner's estimate")
        .isBetween(VERSIONS * 9 / 10L, VERSIONS * 11 / 10L);
    assertThat(estimate(ALL)).isGreaterThan(Counting.MAX_EXACT + 1);
    assertThat(estimate(BY_PREFIX)).isEqualTo(Counting.MAX_EXACT + 1);
  }

  private Long estimate(Visibility seen) {
    return database.inTransaction(() -> database.searches.versions(null, counted, seen).estimate());
  }

  @Test
  void theStatementsOfASearchShareItsTime() {
    AtomicLong time = new AtomicLong();
    Searches slow =
        database.searches(
            Planner.MAX_SORTED, () -> time.getAndAdd(Duration.ofSeconds(6).toNanos())); // of 20
    assertThatThrownBy(() -> database.inTransaction(() -> slow.versions(null, counted, ALL)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("The search took longer than 20 s");
  }

  @Test
  void readingWhatWasFoundHasTheTimeThatFindingItLeft() {
    AtomicLong time = new AtomicLong();
    Searches searches = database.searches(Planner.MAX_SORTED, time::get);
    database.inTransaction(
        () -> {
          Searches.Result found = searches.versions(null, counted, ALL);
          time.set(Duration.ofSeconds(15).toNanos());
          assertThat(searches.inTime(counted, found, this::bound)).isEqualTo("5s");
          time.set(Duration.ofSeconds(20).toNanos());
          assertThatThrownBy(() -> searches.inTime(counted, found, this::bound))
              .isInstanceOf(Refused.class);
          return found;
        });
  }

  private String bound() {
    return database.jdbc.sql("show statement_timeout").query(String.class).single();
  }
}
