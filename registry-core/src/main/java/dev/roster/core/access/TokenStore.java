package dev.roster.core.access;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where tokens are kept. */
public interface TokenStore {
  /** A token as it authenticates. */
  record Stored(String name, byte[] digest, Instant expiresAt, List<Grant> grants) {}

  /**
   * Returns false, and inserts nothing, if a token that is neither revoked nor expired has a name
   * of the same key.
   */
  boolean insert(String id, Stored token, String nameKey, Instant createdAt, String createdBy);

  /** The name of the token in use whose name has this key. */
  Optional<String> nameInUse(String nameKey);

  /** The token of that id, unless it was revoked. */
  Optional<Stored> find(String id);

  /** The tokens of these ids that were not revoked, by their ids. */
  Map<String, Stored> find(Set<String> ids);

  /** Those not revoked, newest first. */
  Page<Token> list(PageRequest page);

  /** Returns false if there is no token of that id, or it is revoked already. */
  boolean revoke(String id, Instant at, String by);
}
