package dev.roster.api.monitoring;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.problem.Refused;
import dev.roster.drift.baseline.Roles;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/**
 * The query parameters that give the columns of a baseline their roles and say how its rows are
 * written.
 */
@ParameterObject
record RoleParameters(
    @Nullable String prediction,
    @Nullable String score,
    @Nullable String target,
    @Nullable String id,
    @Nullable String timestamp,
    @Nullable List<String> ignore,
    @Nullable List<String> categorical,
    @Nullable String delimiter,
    @Nullable String decimal) {
  /**
   * @throws Refused {@code invalid_field}
   */
  RowDialect dialect(RowFormat format) {
    return RowDialect.of(format, delimiter, decimal);
  }

  /**
   * @throws Refused {@code invalid_field}
   */
  Roles roles() {
    Roles roles =
        new Roles(
            prediction,
            score,
            target,
            id,
            timestamp,
            ignore == null ? List.of() : ignore,
            categorical == null ? List.of() : categorical);
    Set<String> seen = new HashSet<>();
    Optional<String> twice = roles.named().filter(name -> !seen.add(name)).findFirst();
    if (twice.isPresent())
      throw Refused.invalid(
          QUERY.field(roles.roleOf(twice.get())),
          "names the column '%s', which has another role too. A column has one role"
              .formatted(twice.get()));
    return roles;
  }
}
