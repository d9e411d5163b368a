package dev.roster.core.history;

import java.util.Locale;

/** What has a history: of a model, or of one of its versions. */
public enum Fact {
  NAME,
  OWNER,
  DESCRIPTION,
  LABEL,
  TAGS,
  STAGE,
  ALIAS,
  DELETED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
