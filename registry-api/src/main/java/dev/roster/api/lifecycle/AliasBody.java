package dev.roster.api.lifecycle;

import dev.roster.core.model.Alias;
import java.time.Instant;

/** An alias as the API shows it. */
record AliasBody(String model, String alias, int version, Instant updatedAt, String updatedBy) {

  /** Where an alias shall point. */
  record Target(int version) {}

  static AliasBody of(Alias alias) {
    return new AliasBody(
        alias.version().model().name().text(),
        alias.name().text(),
        alias.version().number(),
        alias.updatedAt(),
        alias.updatedBy());
  }
}
