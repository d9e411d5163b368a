package dev.roster.core.tombstone;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Tombstone;
import dev.roster.core.reference.VersionRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Refuses calls that ask for bytes which were reclaimed. */
@Component
public class Tombstones {
  private final TombstoneStore store;

  Tombstones(TombstoneStore store) {
    this.store = store;
  }

  /** The refusal if the bytes of the version were reclaimed. */
  public Optional<Refused> refusal(VersionRef version) {
    return store.find(version).map(tombstone -> refused(version, tombstone));
  }

  private static Refused refused(VersionRef version, Tombstone tombstone) {
    return Refused.because(
            ProblemCode.RECLAIMED,
            "The bytes of %s were reclaimed at %s, as it was %s. All else of it can be read."
                .formatted(version, tombstone.reclaimedAt(), tombstone.why()))
        .leaving(tombstone);
  }

  /**
   * @throws Refused {@code reclaimed}
   */
  public void refuseReclaimed(VersionRef version) {
    refusal(version)
        .ifPresent(
            refused -> {
              throw refused;
            });
  }
}
