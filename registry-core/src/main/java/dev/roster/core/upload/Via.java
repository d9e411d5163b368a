package dev.roster.core.upload;

import java.util.Locale;

/** The way that the parts of an upload take. */
public enum Via {
  /** The client sends the parts to Roster, which stores them. */
  SERVER,
  /** The client sends the parts straight to the store, by URLs that Roster signed. */
  STORE;

  /** The form in JSON and in the database: lower case. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Via ofWire(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
