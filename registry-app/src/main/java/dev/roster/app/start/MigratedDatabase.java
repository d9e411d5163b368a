package dev.roster.app.start;

import dev.roster.app.database.SchemaMigration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The URL of the database, which exists once the schema is that of this server. A thread of its own
 * migrates, while the server prepares everything that needs no database; reading the URL waits for
 * it, and throws what it threw.
 */
final class MigratedDatabase
    extends EnumerablePropertySource<Map<String, CompletableFuture<String>>> {
  private static final String URL = "roster.datasource.url";

  private MigratedDatabase(CompletableFuture<String> url) {
    super("migrated database", Map.of(URL, url));
  }

  /**
   * Begins to migrate.
   *
   * @param settings gives the value of a setting; it may wait for an engine that starts
   */
  static MigratedDatabase begin(Function<String, @Nullable String> settings) {
    return new MigratedDatabase(
        CompletableFuture.supplyAsync(
            () -> migrate(settings), task -> new Thread(task, "schema-migration").start()));
  }

  private static String migrate(Function<String, @Nullable String> settings) {
    String url = String.valueOf(settings.apply(URL));
    SchemaMigration.migrate(
        url,
        settings.apply("roster.datasource.username"),
        settings.apply("roster.datasource.password"));
    return url;
  }

  @Override
  public String[] getPropertyNames() {
    return new String[] {URL};
  }

  @Override
  public @Nullable Object getProperty(String name) {
    CompletableFuture<String> value = source.get(name);
    return value == null ? null : value.join();
  }
}
