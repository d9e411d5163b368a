package dev.roster.core.signature;

/** How what was stands to what is: the same, within it, around it, or beside it. */
enum TypeRelation {
  SAME,
  WIDENED,
  NARROWED,
  CHANGED;

  /** Of two parts, what the whole does. */
  TypeRelation and(TypeRelation other) {
    if (this == SAME || this == other) return other;
    return other == SAME ? this : CHANGED;
  }

  static TypeRelation of(boolean fits, boolean fitsBack) {
    if (fits) return fitsBack ? SAME : WIDENED;
    return fitsBack ? NARROWED : CHANGED;
  }
}
