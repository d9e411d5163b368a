package dev.roster.core.search;

/** One thing that a filter asks for. */
public sealed interface Condition {
  /**
   * The model's name, found ignoring case.
   *
   * @param text without the stars
   * @param openStart whether anything may stand before it
   * @param openEnd whether anything may stand behind it
   */
  record NameIs(String text, boolean openStart, boolean openEnd) implements Condition {}

  /** The value of a tag; open as with {@link NameIs}. */
  record TagIs(String key, String value, boolean openStart, boolean openEnd) implements Condition {}

  /** On models: that some version of theirs is in the stage. */
  record StageIs(String stage) implements Condition {}
}
