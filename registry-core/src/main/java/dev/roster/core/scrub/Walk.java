package dev.roster.core.scrub;

import java.util.Locale;

/** The two ways through all blobs: one asks the store for their sizes, the other reads them. */
public enum Walk {
  PRESENCE,
  CONTENT;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
