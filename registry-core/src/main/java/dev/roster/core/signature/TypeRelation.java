package dev.roster.core.signature;

/** How a new type or shape relates to the old one: the same, wider, narrower, or different. */
enum TypeRelation {
  SAME,
  WIDENED,
  NARROWED,
  CHANGED;

  /** The relation of the whole, given the relations of two parts. */
  TypeRelation and(TypeRelation other) {
    if (this == SAME || this == other) return other;
    return other == SAME ? this : CHANGED;
  }

  static TypeRelation of(boolean fits, boolean fitsBack) {
    if (fits) return fitsBack ? SAME : WIDENED;
    return fitsBack ? NARROWED : CHANGED;
  }
}
