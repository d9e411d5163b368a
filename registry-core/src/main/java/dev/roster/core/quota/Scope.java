package dev.roster.core.quota;

import java.util.Locale;

/** What a limit is for. The owner of a file is the token that it was uploaded with. */
public enum Scope {
  VERSION,
  MODEL,
  OWNER;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
