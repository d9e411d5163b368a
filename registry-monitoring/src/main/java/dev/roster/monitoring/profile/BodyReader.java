package dev.roster.monitoring.profile;

import dev.roster.core.monitoring.baseline.BaselineReader;
import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.monitoring.rows.RowLimit;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.monitoring.baseline.BaselineDocument;
import dev.roster.monitoring.baseline.BaselineFreezer;
import dev.roster.monitoring.rows.LimitedBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** Reads bodies of rows up to a limit and to their end. */
@Component
class BodyReader implements BaselineReader, RowCounter {
  private final long limit;

  BodyReader(RowLimit limit) {
    this.limit = limit.bytes();
  }

  @Override
  public Frozen freeze(RowFormat format, InputStream body, Roles roles) {
    return BaselineFreezer.freeze(format, new LimitedBody(body, limit), roles);
  }

  @Override
  public Baseline read(String digest, String document) {
    return BaselineDocument.read(digest, document);
  }

  @Override
  public Counted count(Baseline baseline, RowFormat format, InputStream body, RowTimes times) {
    LimitedBody limited = new LimitedBody(body, limit);
    BatchCounter counter = BatchCounter.count(baseline, format, limited, times);
    try {
      limited.transferTo(OutputStream.nullOutputStream()); // the digest is of all of it
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return counter.counted(limited.sha256().hex());
  }
}
