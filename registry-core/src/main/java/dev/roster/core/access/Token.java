package dev.roster.core.access;

import java.time.Instant;
import java.util.List;

/**
 * A token as lists show it, without its secret.
 *
 * @param id the public part of the secret
 */
public record Token(
    String id,
    String name,
    List<Scope> grants,
    Instant createdAt,
    String createdBy,
    Instant expiresAt) {
  public Token {
    grants = List.copyOf(grants);
  }

  /**
   * A grant as people read it.
   *
   * @param models a model's present name, or a prefix with {@code *}
   */
  public record Scope(Role role, String models) {}
}
