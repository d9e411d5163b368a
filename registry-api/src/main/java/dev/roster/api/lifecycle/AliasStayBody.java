package dev.roster.api.lifecycle;

import dev.roster.core.history.Past;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an alias pointed, and how long.
 *
 * @param until null: it still does
 */
record AliasStayBody(
    String model,
    String alias,
    int version,
    Instant updatedAt,
    String updatedBy,
    Instant since,
    @Nullable Instant until,
    String by) {
  static AliasStayBody of(Past.Pointed pointed) {
    var stay = pointed.stay();
    return new AliasStayBody(
        pointed.model().name().text(),
        stay.name().text(),
        stay.version(),
        stay.since(),
        stay.by(),
        stay.since(),
        stay.until(),
        stay.by());
  }
}
