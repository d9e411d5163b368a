package dev.roster.http.access;

import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;

/**
 * Finds the model that a path variable other than {@code {name}} leads to, so that the guard can
 * judge. One bean per variable.
 */
public interface PathSubject {
  /** The variable, without braces: {@code monitor}. */
  String variable();

  /**
   * The model that {@code value} belongs to.
   *
   * @throws Refused {@link #missing()} if it does not exist
   */
  ModelRef modelOf(String value);

  /** The refusal if it does not exist, or the caller may not see it. */
  Refused missing();
}
