package dev.roster.storage.report;

import dev.roster.core.reference.ModelRef;
import dev.roster.storage.trash.ChunkedDelete;
import dev.roster.storage.trash.PurgeStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes the reports of purged versions. */
@Component
class ReportPurge implements PurgeStep {
  private final ChunkedDelete delete;

  ReportPurge(JdbcClient jdbc) {
    delete = new ChunkedDelete(jdbc);
  }

  @Override
  public void purge(ModelRef model, Long[] versions) {
    delete.from("report", versions);
  }
}
