package dev.roster.core.monitoring.baseline;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import java.io.InputStream;

/** Makes baselines from rows, and reads them from the documents that are stored. */
public interface BaselineReader {
  /**
   * Reads a body to its end and freezes the cells of its columns.
   *
   * @throws dev.roster.core.problem.Refused {@code malformed_request}, {@code invalid_field},
   *     {@code too_large}
   */
  Frozen freeze(RowDialect dialect, InputStream body, Roles roles);

  /** The baseline of a document that {@link #freeze} made. */
  Baseline read(String digest, String document);

  /**
   * A baseline with its stored form.
   *
   * @param document canonical JSON; the digest is that of its bytes
   */
  record Frozen(Baseline baseline, String document) {}
}
