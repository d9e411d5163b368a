package dev.roster.monitoring.baseline;

import dev.roster.core.monitoring.baseline.BaselineReader;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.drift.baseline.Roles;
import dev.roster.monitoring.rows.RowReader;
import java.io.InputStream;

/** Makes a baseline of rows. */
public final class BaselineFreezer {
  private BaselineFreezer() {}

  public static BaselineReader.Frozen freeze(
      RowReader reader, RowDialect dialect, InputStream body, Roles roles) {
    String document = BaselineDocument.write(ColumnCollector.freeze(reader, dialect, body, roles));
    return new BaselineReader.Frozen(
        BaselineDocument.read(BaselineDocument.digest(document), document), document);
  }
}
