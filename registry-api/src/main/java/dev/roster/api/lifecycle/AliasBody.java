package dev.roster.api.lifecycle;

import dev.roster.core.asof.AsOf;
import dev.roster.core.model.Alias;
import dev.roster.core.model.AliasStay;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alias as the API shows it.
 *
 * @param since when the alias was pointed to this version. It repeats {@code updatedAt}, and {@code
 *     by} repeats {@code updatedBy}.
 * @param until null if the alias still points there
 */
record AliasBody(
    String model,
    String alias,
    int version,
    Instant updatedAt,
    String updatedBy,
    Instant since,
    @Nullable Instant until,
    String by) {

  /** The version that an alias shall point to. */
  record Target(int version) {}

  static AliasBody of(Alias alias) {
    return new AliasBody(
        alias.version().model().name().text(),
        alias.name().text(),
        alias.version().number(),
        alias.updatedAt(),
        alias.updatedBy(),
        alias.updatedAt(),
        null,
        alias.updatedBy());
  }

  static AliasBody of(AsOf.Pointed pointed) {
    AliasStay stay = pointed.stay();
    return new AliasBody(
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
