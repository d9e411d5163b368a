package dev.roster.storage.monitoring;

import dev.roster.core.reference.ModelRef;
import dev.roster.storage.trash.ChunkedDelete;
import dev.roster.storage.trash.PurgeStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A purge deletes the baselines and observations of versions; incidents stay. */
@Component
class ObservationPurge implements PurgeStep {
  private final ChunkedDelete delete;

  ObservationPurge(JdbcClient jdbc) {
    delete = new ChunkedDelete(jdbc);
  }

  @Override
  public void purge(ModelRef model, Long[] versions) {
    delete.from("observation_profile", versions);
    delete.from("observation_batch", versions);
    delete.from("observation_withdrawal", versions);
    delete.from("baseline", versions);
  }
}
