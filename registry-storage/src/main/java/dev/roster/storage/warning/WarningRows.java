package dev.roster.storage.warning;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Warning;
import dev.roster.core.warning.WarningStore;
import dev.roster.storage.json.JsonColumn;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class WarningRows implements WarningStore {
  private final JdbcClient jdbc;

  WarningRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void save(VersionRef version, List<Warning> warnings) {
    jdbc.sql("update version set warnings = :warnings::jsonb where id = :id")
        .param("id", version.id())
        .param("warnings", JsonColumn.write(warnings))
        .update();
  }
}
