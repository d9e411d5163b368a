package dev.roster.core.signature;

/**
 * Whether a version can replace another without its callers noticing, from best to worst. {@code
 * UNKNOWN}: one of them has no signature, or says nothing about its inputs.
 */
public enum Verdict {
  IDENTICAL,
  COMPATIBLE,
  BREAKING,
  UNKNOWN
}
