package dev.roster.core.signature;

/**
 * Whether a version can take another's place without its callers noticing; the later the worse.
 * {@code UNKNOWN}: one of them has no signature.
 */
public enum Verdict {
  IDENTICAL,
  COMPATIBLE,
  BREAKING,
  UNKNOWN
}
