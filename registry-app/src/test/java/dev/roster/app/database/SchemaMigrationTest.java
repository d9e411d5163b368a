package dev.roster.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.app.settings.StartRefused;
import dev.roster.storage.Engines;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaMigrationTest {
  private final DataSource database = Engines.database().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);

  @Test
  void db06ADatabaseThatMayLoseWhatItAcknowledgedIsRefused() throws IOException {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      DataSource own = postgres.getPostgresDatabase();
      JdbcClient server = JdbcClient.create(own);
      server.sql("create role careless superuser login").update();
      server.sql("alter role careless set synchronous_commit = off").update();
      DataSource careless = postgres.getDatabase("careless", "postgres");
      assertThatThrownBy(() -> start(careless))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("synchronous_commit = off");
      assertThat(server.sql("select to_regclass('model')::text").query(String.class).optional())
          .isEmpty();
      start(own);
    }
  }

  @Test
  void db06FsyncOffIsRefusedWithTheRemedy() throws IOException {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      assertThatThrownBy(() -> start(postgres.getPostgresDatabase()))
          .isInstanceOfSatisfying(
              StartRefused.class,
              r -> assertThat(r.remedy()).contains("alter system set fsync = on"))
          .hasMessageContaining("fsync = off");
    }
  }

  @Test
  void db07OfTwoServersOneMigratesAndTheOtherWaits() {
    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> start(database));
    CompletableFuture<Void> two = CompletableFuture.runAsync(() -> start(database));
    CompletableFuture.allOf(one, two).join();
    assertThat(steps()).isPositive();
    assertThat(
            jdbc.sql("select count(*) from flyway_schema_history where not success")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void db07TheNextStartCompletesWhatAKilledOneBegan() {
    flyway(database).target("1").load().migrate();
    start(database);
    assertThat(steps()).isEqualTo(flyway(database).load().info().all().length);
  }

  @Test
  void db07ASchemaOfANewerRosterIsRefusedAndLeftAsItIs() {
    start(database);
    long before = steps();
    jdbc.sql(
            """
            insert into flyway_schema_history (installed_rank, version, description, type, script,
              checksum, installed_by, execution_time, success)
            values (1000, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'me', 1, true)
            """)
        .update();
    assertThatThrownBy(() -> start(database))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("schema 999")
        .hasMessageContaining("newer Roster");
    assertThat(steps()).isEqualTo(before + 1);
  }

  private static void start(DataSource database) {
    SchemaMigration.migrate(flyway(database).load());
  }

  private static org.flywaydb.core.api.configuration.FluentConfiguration flyway(
      DataSource database) {
    return Flyway.configure().dataSource(database).locations("classpath:db/migration");
  }

  private long steps() {
    return jdbc.sql("select count(*) from flyway_schema_history").query(Long.class).single();
  }
}
