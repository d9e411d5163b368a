package dev.roster.monitoring.profile;

import dev.roster.core.monitoring.RowCounting;
import dev.roster.core.monitoring.RowFormat;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.monitoring.baseline.BaselineDocument;
import dev.roster.monitoring.baseline.BaselineFreezer;
import dev.roster.monitoring.rows.Body;
import dev.roster.monitoring.settings.MonitoringSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts rows that come from outside: up to a limit, to the end of the body. */
@Component
class Counting implements RowCounting {
  private final long limit;

  Counting(MonitoringSettings settings) {
    this.limit = settings.maxBody().toBytes();
  }

  @Override
  public long mostBytes() {
    return limit;
  }

  @Override
  public Frozen freeze(RowFormat format, InputStream body, Roles roles) {
    return BaselineFreezer.freeze(format, new Body(body, limit), roles);
  }

  @Override
  public Baseline read(String digest, String document) {
    return BaselineDocument.read(digest, document);
  }

  @Override
  public Counted count(
      Baseline baseline,
      RowFormat format,
      InputStream body,
      @Nullable String timestamp,
      Instant at) {
    Body limited = new Body(body, limit);
    BatchCounter counter = BatchCounter.count(baseline, format, limited, timestamp, at);
    try {
      limited.transferTo(OutputStream.nullOutputStream()); // the digest is of all of it
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return counter.counted(limited.sha256());
  }
}
