package dev.roster.core.retention;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of what retention looks at and reclaims. */
public interface RetentionStore {
  /**
   * What a policy says.
   *
   * @param retiredBefore when a version must have been retired
   * @param kept how many versions with the highest numbers are spared
   */
  record Rule(Instant retiredBefore, int kept) {}

  /** Models that are not deleted and have retired versions with bytes, by id, after that id. */
  List<ModelRef> models(long after, int limit);

  /** The candidates of the model, spared ones too, by number, after that number. */
  List<Candidate> candidates(ModelRef model, Rule rule, Instant now, int after, int limit);

  /** The version, if it is a candidate. */
  Optional<Candidate> candidate(VersionRef version, Rule rule, Instant now);

  /**
   * Marks the bytes of the version as reclaimed, and queues those that nothing else refers to for
   * deletion.
   */
  void reclaim(VersionRef version, String why, String by, Instant at);

  /** Whether this server shall run retention now, as no other did so for that long. */
  boolean begin(Instant now, Duration every);
}
