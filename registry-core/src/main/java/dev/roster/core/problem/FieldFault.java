package dev.roster.core.problem;

import org.jspecify.annotations.Nullable;

/**
 * One faulty field.
 *
 * @param detail what is wrong with it and what would be right
 * @param remedy what the caller can do about it, if a door has to say how
 */
public record FieldFault(FieldPath field, String detail, @Nullable Remedy remedy) {
  public FieldFault(FieldPath field, String detail) {
    this(field, detail, null);
  }

  /** The fault as a sentence without a full stop. */
  @Override
  public String toString() {
    return field + " " + detail;
  }
}
