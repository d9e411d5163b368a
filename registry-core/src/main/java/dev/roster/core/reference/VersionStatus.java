package dev.roster.core.reference;

import java.util.Locale;

/** How complete the bytes of a version are. It is independent of the {@link Stage}. */
public enum VersionStatus {
  DRAFT,
  VERIFYING,
  READY,
  DAMAGED,
  DELETED,
  RECLAIMED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static VersionStatus ofWire(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
