package dev.roster.storage.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Facets;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Order;
import dev.roster.core.search.Search;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * A scan by pages while others insert, before and behind where it is. How many versions: {@code
 * -Droster.scan=1000000}.
 */
class ScanUnderInsertTest {
  private static final int VERSIONS = Integer.getInteger("roster.scan", 20_000);
  private static final Visibility ALL = new Visibility(true, Set.of(), Set.of());

  private final SearchedDatabase database = new SearchedDatabase();

  private static final String INSERT =
      """
      insert into version (model_id, number, staged_at, tags, created_at, created_by, updated_at)
      select 1 + i % 100, :first + i, now(), jsonb_build_object('team', 't' || i % 3),
        timestamptz '2026-01-01' + random() * interval '100 days', 'ci', now()
      from generate_series(1, :many) i""";

  @Test
  void whatWasThereAtTheStartIsGivenOnceEachTime() {
    database
        .jdbc
        .sql(
            """
            insert into model (name, created_at, created_by, updated_at)
            select 'm' || i, now(), 'ci', now() from generate_series(1, 100) i""")
        .update();
    database.jdbc.sql(INSERT).param("first", 0).param("many", VERSIONS).update();
    database
        .jdbc
        .sql(
            "insert into metric_latest select id, 'accuracy', random() from version where id % 2 = 0")
        .update();
    database.jdbc.sql("vacuum analyze").update();
    Set<Long> there =
        Set.copyOf(database.jdbc.sql("select id from version").query(Long.class).list());
    for (String order : List.of("createdAt desc", "metrics.accuracy desc")) {
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Integer> others = CompletableFuture.supplyAsync(() -> insertUntil(stop));
      long slowest = 0;
      Set<Long> seen = new HashSet<>();
      Position after = null;
      do {
        Search search =
            new Search(
                Filter.NONE,
                Order.ofVersions(order),
                new PageRequest(200, after),
                false,
                Facets.NONE);
        long start = System.nanoTime();
        Searches.Result found =
            database.inTransaction(() -> database.searches.versions(null, search, ALL));
        slowest = Math.max(slowest, System.nanoTime() - start);
        for (Searches.Hit hit : found.hits())
          assertThat(seen.add(hit.id())).as("given twice").isTrue();
        after = found.next();
      } while (after != null);
      stop.set(true);
      int inserted = others.join();
      System.out.printf(
          "Scan by %s: %,d versions there at the start, %,d given, %,d inserted meanwhile, slowest page %,d ms%n",
          order, there.size(), seen.size(), inserted, slowest / 1_000_000);
      assertThat(seen.containsAll(there)).as("all are given").isTrue();
      assertThat(inserted).isPositive();
    }
  }

  private int insertUntil(AtomicBoolean stop) {
    SearchedDatabase writer = database.another();
    int inserted = 0;
    do {
      int first = writer.jdbc.sql("select max(number) from version").query(Integer.class).single();
      inserted += writer.jdbc.sql(INSERT).param("first", first).param("many", 20).update();
    } while (!stop.get());
    return inserted;
  }
}
