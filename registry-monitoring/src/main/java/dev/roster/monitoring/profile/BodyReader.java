package dev.roster.monitoring.profile;

import dev.roster.core.monitoring.baseline.BaselineReader;
import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowLimit;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.monitoring.baseline.BaselineDocument;
import dev.roster.monitoring.baseline.BaselineFreezer;
import dev.roster.monitoring.rows.LimitedBody;
import dev.roster.monitoring.rows.RowReader;
import dev.roster.monitoring.settings.MonitoringSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** Reads bodies of rows up to a limit and to their end. */
@Component
class BodyReader implements BaselineReader, RowCounter {
  private final RowReader rows;
  private final long limit;
  private final HourlyProfiles.Limits hours;

  BodyReader(RowReader rows, RowLimit limit, MonitoringSettings settings) {
    this.rows = rows;
    this.limit = limit.bytes();
    this.hours = HourlyProfiles.Limits.withDisk(settings.maxSpill().toBytes());
  }

  @Override
  public Frozen freeze(RowDialect dialect, InputStream body, Roles roles) {
    return BaselineFreezer.freeze(rows, dialect, new LimitedBody(body, limit), roles);
  }

  @Override
  public Baseline read(String digest, String document) {
    return BaselineDocument.read(digest, document);
  }

  @Override
  public Counted count(Baseline baseline, RowDialect dialect, InputStream body, RowTimes times) {
    LimitedBody limited = new LimitedBody(body, limit);
    try (BatchCounter counter =
        BatchCounter.count(rows, baseline, dialect, limited, times, hours)) {
      limited.transferTo(OutputStream.nullOutputStream()); // the digest is of all of it
      return counter.counted(limited.sha256().hex());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
