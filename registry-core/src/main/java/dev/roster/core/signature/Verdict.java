package dev.roster.core.signature;

/**
 * Whether a version can replace another without its callers noticing, from best to worst. {@code
 * UNKNOWN}: one of them has no signature.
 */
public enum Verdict {
  IDENTICAL,
  COMPATIBLE,
  BREAKING,
  UNKNOWN
}
