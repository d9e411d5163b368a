package dev.roster.storage.lifecycle;

import dev.roster.core.reference.ModelRef;
import dev.roster.storage.trash.PurgeStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes purged versions from the stack that a rollback follows. */
@Component
class ProductionStackPurge implements PurgeStep {
  private final JdbcClient jdbc;

  ProductionStackPurge(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void purge(ModelRef model, Long[] versions) {
    jdbc.sql("delete from production_stack where model_id = :model and version_id = any(:versions)")
        .param("model", model.id())
        .param("versions", versions)
        .update();
  }
}
