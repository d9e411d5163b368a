package dev.roster.storage.model;

import dev.roster.core.reference.ModelRef;
import dev.roster.storage.trash.ChunkedDelete;
import dev.roster.storage.trash.PurgeStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes the aliases of purged versions. */
@Component
class AliasPurge implements PurgeStep {
  private final ChunkedDelete delete;

  AliasPurge(JdbcClient jdbc) {
    delete = new ChunkedDelete(jdbc);
  }

  @Override
  public void purge(ModelRef model, Long[] versions) {
    delete.from("alias", versions);
  }
}
