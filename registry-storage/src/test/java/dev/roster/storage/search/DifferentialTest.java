package dev.roster.storage.search;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Facets;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Order;
import dev.roster.core.search.Search;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The same filters over the same rows, in PostgreSQL and in Java. How many: {@code
 * -Droster.filters=20000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialTest {
  private static final int FILTERS = Integer.getInteger("roster.filters", 2_000);
  private static final Visibility ALL = new Visibility(true, Set.of(), Set.of());
  private static final int MODELS = 40;

  private final SearchedDatabase database = new SearchedDatabase();
  private final Shelf shelf = new FilledShelf(database.jdbc, 7).fill(MODELS);

  /** Small sets are fetched and sorted here, and each set is read along its index below. */
  @Test
  void randomFiltersFindTheSameVersionsAndModelsAsInJava() {
    compare(database.searches, FILTERS, 200);
  }

  @Test
  void theyDoWhenNoSetIsSmallEnoughToBeSorted() {
    compare(database.searches(0, System::nanoTime), FILTERS / 4, 5);
  }

  private void compare(Searches searches, int filters, int limit) {
    long seed = Long.getLong("roster.seed", System.nanoTime());
    RandomFilters random = new RandomFilters(seed);
    int finding = 0;
    for (int i = 0; i < filters; i++) {
      Filter filter = Filter.parse(random.filter().toString());
      Visibility seen = random.chance(25) ? some(random) : ALL;
      boolean models = i % 2 == 1;
      Set<Long> expected = models ? models(filter, seen) : versions(filter, seen);
      Order order = models ? Order.BY_NAME : Order.NEWEST;
      Set<Long> found = new TreeSet<>(paged(searches, filter, order, models, limit, seen));
      assertThat(found)
          .as(
              "%s: %s to %s (seed %d, filter %d)",
              models ? "models" : "versions", filter, seen, seed, i)
          .isEqualTo(expected);
      if (!expected.isEmpty() && expected.size() < MODELS) finding++;
    }
    System.out.printf(
        "Differential: %,d filters, %,d of them find some but not all, 0 differences%n",
        filters, finding);
    assertThat(finding).isGreaterThan(filters / 4);
  }

  /** Who sees some models by their ids, and perhaps more by the beginning of their names. */
  private Visibility some(RandomFilters random) {
    Set<Long> ids =
        shelf.models().stream()
            .map(Shelf.Model::id)
            .filter(id -> random.chance(40))
            .collect(Collectors.toSet());
    return new Visibility(false, ids, random.chance(50) ? Set.of("Model-2") : Set.of());
  }

  private static boolean sees(Visibility seen, Shelf.Model model) {
    return seen.all()
        || seen.modelIds().contains(model.id())
        || seen.prefixes().stream()
            .anyMatch(p -> model.name().toLowerCase(ROOT).startsWith(p.toLowerCase(ROOT)));
  }

  /** Page by page in any order: each row once, and each page behind the one before. */
  @Test
  void pagesInRandomOrdersHoldEachRowOnceInThatOrder() {
    long seed = Long.getLong("roster.seed", System.nanoTime());
    RandomFilters random = new RandomFilters(seed);
    for (int i = 0; i < FILTERS / 10; i++) {
      boolean models = i % 4 == 3;
      Filter filter = random.chance(50) ? Filter.NONE : random.filter();
      Order order = random.order(models);
      List<Long> whole = paged(filter, order, models, 200);
      List<Long> paged = paged(filter, order, models, 7);
      String what = "%s by %s (seed %d, order %d)".formatted(filter, order, seed, i);
      assertThat(paged).as(what).isEqualTo(whole).doesNotHaveDuplicates();
      assertThat(Set.copyOf(whole))
          .as(what)
          .isEqualTo(models ? models(filter, ALL) : versions(filter, ALL));
    }
  }

  /** Whether few rows are sorted or an index is read in order, pages are the same. */
  @Test
  void bothWaysToReadGiveTheSamePages() {
    long seed = Long.getLong("roster.seed", System.nanoTime());
    RandomFilters random = new RandomFilters(seed);
    for (int i = 0; i < FILTERS / 10; i++) {
      Order order = random.order(false);
      String what = "by %s (seed %d, order %d)".formatted(order, seed, i);
      List<Long> sorted =
          paged(Filter.parse("size >= 0 OR size < 0 OR version > 0"), order, false, 9);
      assertThat(walked(order)).as(what).isEqualTo(sorted);
    }
  }

  private List<Long> walked(Order order) {
    List<Long> ids = new ArrayList<>();
    Position after = null;
    do {
      Scope scope = new Scope(Subject.VERSIONS, Filter.NONE, ALL, null);
      Listing listing = new Listing(scope, order, new PageRequest(9, after));
      String sql = listing.inOrder();
      List<Searches.Hit> hits =
          database
              .jdbc
              .sql(sql)
              .params(scope.parameters().values())
              .query((row, n) -> listing.hit(row))
              .list();
      hits.stream().limit(9).map(Searches.Hit::id).forEach(ids::add);
      after = hits.size() > 9 ? hits.get(8).position() : null;
    } while (after != null);
    return ids;
  }

  private Set<Long> versions(Filter filter, Visibility seen) {
    Instant now = now();
    return shelf.models().stream()
        .filter(m -> !m.deleted() && sees(seen, m))
        .flatMap(
            m ->
                m.versions().stream()
                    .filter(Shelf.Version::isLive)
                    .filter(v -> filter.accept(new Evaluation(m, v, false, now)))
                    .map(Shelf.Version::id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One version meets it all; of a model without versions, an empty one. */
  private Set<Long> models(Filter filter, Visibility seen) {
    Instant now = now();
    Set<Long> found = new TreeSet<>();
    for (Shelf.Model model : shelf.models()) {
      if (model.deleted() || !sees(seen, model)) continue;
      List<Shelf.@Nullable Version> versions =
          new ArrayList<>(model.versions().stream().filter(Shelf.Version::isLive).toList());
      if (versions.isEmpty()) versions.add(null);
      if (versions.stream().anyMatch(v -> filter.accept(new Evaluation(model, v, true, now))))
        found.add(model.id());
    }
    return found;
  }

  private Instant now() {
    return database
        .jdbc
        .sql("select now()")
        .query(java.time.OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private List<Long> paged(Filter filter, Order order, boolean models, int limit) {
    return paged(database.searches, filter, order, models, limit, ALL);
  }

  private List<Long> paged(
      Searches searches, Filter filter, Order order, boolean models, int limit, Visibility seen) {
    List<Long> ids = new ArrayList<>();
    Position after = null;
    do {
      Search search = new Search(filter, order, new PageRequest(limit, after), false, Facets.NONE);
      Searches.Result found =
          database.inTransaction(
              () -> models ? searches.models(search, seen) : searches.versions(null, search, seen));
      found.hits().stream().map(Searches.Hit::id).forEach(ids::add);
      after = found.next();
    } while (after != null);
    return ids;
  }
}
