package dev.roster.core.retention;

import java.util.Locale;

/** Why a version keeps its bytes although it was retired for long. */
public enum Spared {
  /** It is among the versions with the highest numbers, which the policy keeps. */
  NEWEST,
  ALIASED,
  /** A deployment serves it. */
  DEPLOYED,
  HELD,
  /** A version in production was made from it, directly or not. */
  LINEAGE;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Spared ofWire(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
