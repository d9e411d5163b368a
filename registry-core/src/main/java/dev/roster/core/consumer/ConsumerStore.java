package dev.roster.core.consumer;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The store of what all servers counted. */
public interface ConsumerStore {
  /**
   * What one server counted of a token and a version.
   *
   * @param token the id of the token; empty for the operator's
   */
  record Uses(long version, String token, Instant lastAt, long resolves, long downloads) {}

  /** Adds to what is stored: all of it, or nothing if it fails. */
  void add(Collection<Uses> uses);

  /** The consumers of the version. The one that used it last comes first. */
  Page<Consumer> list(VersionRef version, PageRequest page);

  /** Those that used the version after that instant, the last one first, at most some. */
  List<Consumer> since(VersionRef version, Instant after, int limit);
}
