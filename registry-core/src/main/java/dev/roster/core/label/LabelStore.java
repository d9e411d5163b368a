package dev.roster.core.label;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.util.Optional;

/** Finds versions by their labels. */
public interface LabelStore {
  /** The version that has the label, ignoring build metadata; a deleted version keeps its label. */
  Optional<Labelled> holder(ModelRef model, Label label);

  /** The highest release in the range whose version is ready and not retired. */
  Optional<Labelled> highest(ModelRef model, LabelRange range);

  /**
   * The highest label except that of {@code but}: releases before prereleases, deleted ones
   * excluded.
   */
  Optional<Labelled> highestBeside(VersionRef but);

  /** A version and its label. */
  record Labelled(VersionRef version, Label label, boolean deleted) {}
}
