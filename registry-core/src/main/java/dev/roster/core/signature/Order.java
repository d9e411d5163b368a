package dev.roster.core.signature;

/** How what was stands to what is: the same, within it, around it, or beside it. */
enum Order {
  SAME,
  WIDENED,
  NARROWED,
  CHANGED;

  /** Of two parts, what the whole does. */
  Order and(Order other) {
    if (this == SAME || this == other) return other;
    return other == SAME ? this : CHANGED;
  }

  static Order of(boolean fits, boolean fitsBack) {
    if (fits) return fitsBack ? SAME : WIDENED;
    return fitsBack ? NARROWED : CHANGED;
  }
}
