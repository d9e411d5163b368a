package dev.roster.core.label;

import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.util.Optional;

/** Finds versions by their labels. */
public interface LabelStore {
  /** Who has the label, build metadata aside; a deleted version keeps its own. */
  Optional<Labelled> holder(ModelRef model, Label label);

  /** The highest release within the range that is ready and not retired. */
  Optional<Labelled> highest(ModelRef model, LabelRange range);

  /** The highest label but that of {@code but}: releases before prereleases, nothing deleted. */
  Optional<Labelled> highestBeside(VersionRef but);

  /** A version and its label. */
  record Labelled(VersionRef version, Label label, boolean deleted) {}
}
