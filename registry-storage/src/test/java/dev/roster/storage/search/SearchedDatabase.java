package dev.roster.storage.search;

import dev.roster.core.search.SearchSettings;
import dev.roster.storage.Engines;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with Roster's schema, and searches in it over one connection. */
final class SearchedDatabase {
  final JdbcClient jdbc;
  final Searches searches;
  private final TransactionTemplate transactions;

  private final Engines.Database database;

  SearchedDatabase() {
    this(migrated());
  }

  private SearchedDatabase(Engines.Database database) {
    this.database = database;
    SingleConnectionDataSource source =
        new SingleConnectionDataSource(
            database.url(), database.username(), database.password(), true);
    this.jdbc = JdbcClient.create(source);
    this.searches = searches(Planner.MAX_SORTED, System::nanoTime);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  private static Engines.Database migrated() {
    Engines.Database database = Engines.database();
    Flyway.configure().dataSource(database.dataSource()).load().migrate();
    return database;
  }

  /**
   * @param few sets of so many are fetched and sorted
   * @param nanos the time that passes; a search has 20 s of it
   */
  Searches searches(int few, LongSupplier nanos) {
    return new Searches(jdbc, new SearchSettings(Duration.ofSeconds(20), 8), few, nanos);
  }

  /** The same over a connection of its own. */
  SearchedDatabase another() {
    return new SearchedDatabase(database);
  }

  <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }
}
