package dev.roster.core.reference;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a version stands in its life. */
public enum Stage {
  NONE,
  STAGING,
  PRODUCTION,
  RETIRED;

  /** The stages that a version may move to from here. */
  public Set<Stage> next() {
    return switch (this) { // no default: a new stage must say where it leads
      case NONE -> EnumSet.of(STAGING, RETIRED);
      case STAGING -> EnumSet.of(NONE, PRODUCTION, RETIRED);
      case PRODUCTION -> EnumSet.of(STAGING, RETIRED);
      case RETIRED -> EnumSet.of(STAGING);
    };
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Stage> ofWire(String text) {
    for (Stage stage : values()) if (stage.wire().equals(text)) return Optional.of(stage);
    return Optional.empty();
  }
}
