package dev.roster.storage.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.model.ModelStore;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Facets;
import dev.roster.core.search.Filter;
import dev.roster.core.search.Order;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchSettings;
import dev.roster.core.version.VersionStore;
import dev.roster.storage.Engines;
import dev.roster.storage.search.Statements;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

/** However long a page is, the database is asked as often. */
@SpringJUnitConfig(PageStatementsTest.Wiring.class)
class PageStatementsTest {
  private static final Visibility ALL = new Visibility(true, Set.of(), Set.of());
  private static final int MOST = 8;

  /** No {@code @Configuration}: the application's scan passes it by. */
  @EnableConfigurationProperties(SearchSettings.class)
  @ComponentScan({
    "dev.roster.storage.version",
    "dev.roster.storage.model",
    "dev.roster.storage.search"
  })
  static class Wiring {
    @Bean
    Statements source() {
      DataSource database = Engines.database().dataSource();
      Flyway.configure().dataSource(database).load().migrate();
      return new Statements(database);
    }

    @Bean
    JdbcClient jdbcClient(DataSource source) {
      return JdbcClient.create(source);
    }

    @Bean
    TransactionTemplate transactions(DataSource source) {
      return new TransactionTemplate(new JdbcTransactionManager(source));
    }
  }

  @Autowired Statements statements;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transactions;
  @Autowired VersionStore versions;
  @Autowired ModelStore models;

  @Test
  void aLongPageTakesAsManyStatementsAsAShortOne() {
    jdbc.sql(
            """
            insert into model (name, tags, created_at, created_by, updated_at)
            select 'm' || i, '{"a":"b"}', now(), 'ci', now() from generate_series(1, 100) i""")
        .update();
    jdbc.sql(
            """
            insert into version (model_id, number, staged_at, tags, hyperparameters, created_at, created_by, updated_at)
            select 1 + i % 100, 1 + i / 100, now(), '{"a":"b"}', '{"c":1}', now(), 'ci', now()
            from generate_series(1, 300) i""")
        .update();
    jdbc.sql("insert into metric_latest select id, 'f1', 0.5 from version").update();
    jdbc.sql(
            """
            insert into alias select model_id, 'alias' || id, id, now(), 'ci' from version""")
        .update();
    for (String filter : new String[] {"", "tags.a = b AND metrics.f1 > 0 AND version < 9"})
      for (String facets : new String[] {"", "name,alias,stage"}) {
        int one = taken(filter, facets, 1);
        assertThat(taken(filter, facets, 200)).isEqualTo(one).isLessThanOrEqualTo(2 * MOST);
      }
  }

  /** For versions and models together. */
  private int taken(String filter, String facets, int limit) {
    Facets counted = Facets.parse(facets);
    Filter parsed = Filter.parse(filter);
    PageRequest page = new PageRequest(limit, null);
    statements.counted();
    transactions.executeWithoutResult(
        status -> {
          Search search = new Search(parsed, Order.NEWEST, page, false, counted);
          assertThat(versions.list(null, search, ALL).page().items()).hasSize(limit);
          Search byName = new Search(parsed, Order.BY_NAME, page, false, counted);
          assertThat(models.list(byName, ALL).page().items()).hasSize(Math.min(limit, 100));
        });
    return statements.counted();
  }
}
