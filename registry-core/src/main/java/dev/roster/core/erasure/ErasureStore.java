package dev.roster.core.erasure;

import dev.roster.core.audit.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Erases names in the database. An erasure begins in a transaction of its own, which revokes the
 * tokens, and is completed in another one, which replaces the name everywhere. What is between can
 * be repeated.
 */
public interface ErasureStore {
  /** The alias of an erasure before this one, if the text is one. */
  boolean isAlias(String text);

  /** Whether any place names it. */
  boolean isNamed(String name);

  /**
   * Begins the erasure, or claims one of the same name that a server left behind. Its tokens are
   * revoked when this returns.
   *
   * @param claim for how long no other server works on it
   * @return empty if somebody else works on it
   */
  Optional<Erasure> begin(
      String name, byte[] nameHash, @Nullable String reason, Actor by, Duration claim);

  /**
   * Waits until each transaction has ended that may have written the name after {@link #begin}.
   *
   * @return false if one lasts too long
   */
  boolean awaitWriters(Erasure begun);

  /**
   * Replaces the name and empties the texts, in the transaction of the caller. The erasure is done.
   */
  Erased complete(Erasure begun);

  /** Claims the erasures that are not done and that no server works on. */
  List<Erasure> claimLeftBehind(Duration claim);

  /** The ids of all erasures that the database knows of. */
  Set<UUID> known();

  /** All that are done. */
  List<Erasure> done();

  /** Adds one that the list in the store tells of. It is not done. */
  void addListed(Erasure listed);

  /** Each name that any place has; it is to be closed. */
  Stream<String> names();
}
