package dev.roster.core.blob;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The keys of objects in the store that no row refers to. */
public interface StrayKeyStore {
  /** Those of the keys that no blob, no open upload and no entry of the deletion queue has. */
  List<String> unknown(Collection<String> keys);

  /** Those of the keys that no open upload has. */
  List<String> idle(Collection<String> keys);

  /** Records the first sighting of each key. Returns those first seen before {@code seenBefore}. */
  List<String> sighted(Collection<String> keys, Instant now, Instant seenBefore);

  void forget(String key);

  /** Forgets the keys that were first seen before {@code seenBefore}. */
  void forget(Instant seenBefore);
}
