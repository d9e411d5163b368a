package dev.roster.storage.retirement;

import dev.roster.core.reference.ModelRef;
import dev.roster.storage.trash.ChunkedDelete;
import dev.roster.storage.trash.PurgeStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes the announcements and the consumers of purged versions. */
@Component
class RetirementPurge implements PurgeStep {
  private final ChunkedDelete delete;

  RetirementPurge(JdbcClient jdbc) {
    delete = new ChunkedDelete(jdbc);
  }

  @Override
  public void purge(ModelRef model, Long[] versions) {
    delete.from("retirement", versions);
    delete.from("consumer", versions);
  }
}
