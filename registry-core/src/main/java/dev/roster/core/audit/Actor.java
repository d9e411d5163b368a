package dev.roster.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a change.
 *
 * @param name the principal's name
 * @param tokenId the id of the token that it presented, as a name can be given to another token
 *     later; null for the operator's token and for Roster itself
 */
public record Actor(String name, @Nullable String tokenId) {
  /** What Roster does by itself. */
  public static final Actor SYSTEM = new Actor("system", null);
}
