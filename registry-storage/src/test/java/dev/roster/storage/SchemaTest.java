package dev.roster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class SchemaTest {
  @Test
  void anEmptyDatabaseIsBroughtToTheNewestSchema() {
    Flyway flyway = Flyway.configure().dataSource(Engines.database().dataSource()).load();

    assertThat(flyway.migrate().success).isTrue();
    assertThat(flyway.info().pending()).isEmpty();
  }
}
