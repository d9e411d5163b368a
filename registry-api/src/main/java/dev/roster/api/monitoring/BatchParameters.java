package dev.roster.api.monitoring;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.monitoring.observation.Observations;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.Refused;
import dev.roster.http.json.Times;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The query parameters that name a batch of observations and say how its rows are read. */
@ParameterObject
record BatchParameters(
    @Nullable String source,
    @Nullable String batch,
    @Nullable String timestamp,
    @Nullable String at,
    @Nullable String delimiter,
    @Nullable String decimal) {
  private static final int MAX_LENGTH = 200;

  /**
   * @throws Refused {@code invalid_field}
   */
  RowDialect dialect(RowFormat format) {
    return RowDialect.of(format, delimiter, decimal);
  }

  /**
   * @throws Refused {@code invalid_field}
   */
  Observations.Sent sent() {
    Faults faults = new Faults();
    faults
        .requiredText(QUERY.field("source"), source, MAX_LENGTH)
        .requiredText(QUERY.field("batch"), batch, MAX_LENGTH);
    if (timestamp != null && at != null)
      faults.add(QUERY.field("at"), "cannot be used together with timestamp");
    faults.throwIfAny();
    return new Observations.Sent(
        Objects.requireNonNull(source),
        Objects.requireNonNull(batch),
        timestamp,
        at == null ? null : Times.parse(at, QUERY.field("at")));
  }
}
