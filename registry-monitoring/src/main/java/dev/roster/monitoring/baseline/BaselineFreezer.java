package dev.roster.monitoring.baseline;

import dev.roster.core.monitoring.Baseline;
import dev.roster.core.monitoring.Roles;
import dev.roster.core.monitoring.RowFormat;
import java.io.InputStream;

/** Makes a baseline of rows. */
public final class BaselineFreezer {
  private BaselineFreezer() {}

  /**
   * A baseline as it is kept.
   *
   * @param document canonical JSON, what the digest is of
   */
  public record Frozen(Baseline baseline, String document) {}

  public static Frozen freeze(RowFormat format, InputStream body, Roles roles) {
    String document = BaselineDocument.write(BaselineRows.freeze(format, body, roles), roles);
    return new Frozen(BaselineDocument.read(BaselineDocument.digest(document), document), document);
  }
}
