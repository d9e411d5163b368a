package dev.roster.core.gate;

import dev.roster.core.reference.Stage;
import dev.roster.core.version.Version;
import org.jspecify.annotations.Nullable;

/**
 * A version that shall move to a stage.
 *
 * @param from the stage that it moves from. A preview of a rollback judges the last of several
 *     moves, so this may differ from the stage that the version is in now.
 * @param holder the other version that is in the stage {@code to} and would be displaced; null:
 *     none is, or the stage is not exclusive
 */
public record Candidate(Version version, Stage from, Stage to, @Nullable Version holder) {
  public Candidate {
    if (holder != null && holder.ref().equals(version.ref()))
      throw new IllegalArgumentException("a version does not displace itself: " + version.ref());
  }
}
