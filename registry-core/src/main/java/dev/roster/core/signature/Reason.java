package dev.roster.core.signature;

import dev.roster.core.problem.FieldPath;

/**
 * One difference between two signatures.
 *
 * @param pointer the place in the signature, by name: {@code inputs.MedInc.type}; each side may
 *     have it at another position
 * @param change what kind of difference
 * @param verdict the verdict if this were the only difference
 * @param detail the old and the new value
 */
public record Reason(FieldPath pointer, Change change, Verdict verdict, String detail) {
  /** The kinds of differences. */
  public enum Change {
    SIGNATURE_MISSING,
    INPUT_ADDED,
    INPUT_REMOVED,
    OUTPUT_ADDED,
    OUTPUT_REMOVED,
    PARAM_ADDED,
    PARAM_REMOVED,
    TYPE_WIDENED,
    TYPE_NARROWED,
    TYPE_CHANGED,
    SHAPE_WIDENED,
    SHAPE_NARROWED,
    SHAPE_CHANGED,
    MADE_OPTIONAL,
    MADE_REQUIRED,
    DEFAULT_CHANGED,
    ORDER_CHANGED
  }
}
