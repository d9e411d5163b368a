package dev.roster.core.artifact;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Keys that the store listed and no row knows. */
public interface StrayKeyStore {
  /** Those that neither a blob, nor a live upload, nor the deletion queue knows. */
  List<String> unknown(Collection<String> keys);

  /** Remembers a first sighting of each. Those that were seen first before then. */
  List<String> sighted(Collection<String> keys, Instant now, Instant seenBefore);

  void forget(String key);
}
