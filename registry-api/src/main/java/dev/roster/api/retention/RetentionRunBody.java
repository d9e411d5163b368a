package dev.roster.api.retention;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.retention.Candidate;
import dev.roster.core.retention.Retention;
import dev.roster.core.retention.Spared;
import java.util.List;

/**
 * What a retention run did, or would do.
 *
 * @param items the versions whose bytes are reclaimed
 * @param spared the versions that were retired for as long and keep their bytes
 * @param more whether there are further versions than the limit
 */
record RetentionRunBody(List<Item> items, List<SparedBody> spared, boolean more) {
  /**
   * @param bytes of its files; those that other versions have, too, stay
   */
  record Item(String model, int version, long bytes, String why) {
    static Item of(Retention.Item item) {
      VersionRef version = item.candidate().version();
      return new Item(
          version.model().name().text(), version.number(), item.candidate().bytes(), item.why());
    }
  }

  /** A version that keeps its bytes. */
  record SparedBody(String model, int version, Spared why) {
    static SparedBody of(Candidate candidate) {
      VersionRef version = candidate.version();
      if (candidate.spared() == null) throw new IllegalArgumentException("it is not spared");
      return new SparedBody(version.model().name().text(), version.number(), candidate.spared());
    }
  }

  static RetentionRunBody of(Retention.Run run) {
    return new RetentionRunBody(
        run.items().stream().map(Item::of).toList(),
        run.spared().stream().map(SparedBody::of).toList(),
        run.more());
  }
}
