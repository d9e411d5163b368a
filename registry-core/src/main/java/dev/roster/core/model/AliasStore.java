package dev.roster.core.model;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Optional;

/** Stores aliases. A caller that writes holds the model's lock. */
public interface AliasStore {
  Optional<Alias> find(ModelRef model, AliasName name);

  void put(VersionRef version, AliasName name, String by, Instant at);

  void remove(ModelRef model, AliasName name);

  void removeAllOf(VersionRef version);
}
