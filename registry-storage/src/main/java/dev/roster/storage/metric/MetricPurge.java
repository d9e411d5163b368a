package dev.roster.storage.metric;

import dev.roster.core.reference.ModelRef;
import dev.roster.storage.trash.ChunkedDelete;
import dev.roster.storage.trash.PurgeStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes the metrics of purged versions. */
@Component
class MetricPurge implements PurgeStep {
  private final ChunkedDelete delete;

  MetricPurge(JdbcClient jdbc) {
    delete = new ChunkedDelete(jdbc);
  }

  @Override
  public void purge(ModelRef model, Long[] versions) {
    delete.from("metric", versions);
    delete.from("metric_latest", versions);
    delete.from("metric_latest_of_dataset", versions);
  }
}
