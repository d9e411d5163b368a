package dev.roster.core.search;

import dev.roster.core.problem.Refused;
import java.util.function.Supplier;

/** Keeps what reads much within the time that a search may take. */
public interface SearchTime {
  /**
   * Reads in the caller's transaction, which stays so limited.
   *
   * @param advice how to ask for less
   * @throws Refused {@code search_too_broad} when its time is over
   */
  <T> T within(String advice, Supplier<T> reading);
}
