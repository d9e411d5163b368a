package dev.roster.core.signature;

import dev.roster.core.label.Label.Step;
import dev.roster.core.label.LabelStore;
import dev.roster.core.label.LabelStore.Labelled;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Suggests the label that tells callers how a version differs from the one with the highest label.
 */
@Service
public class LabelSuggestions {
  private final LabelStore labels;
  private final VersionStore versions;

  LabelSuggestions(LabelStore labels, VersionStore versions) {
    this.labels = labels;
    this.versions = versions;
  }

  @Transactional(readOnly = true)
  public SuggestedLabel of(Version version) {
    return labels
        .highestBeside(version.ref())
        .map(highest -> after(highest, version))
        .orElseGet(
            () -> new SuggestedLabel("1.0.0", SuggestedLabel.Change.INITIAL, null, List.of()));
  }

  private SuggestedLabel after(Labelled highest, Version version) {
    Signature was = versions.read(highest.version()).facts().signature();
    Signature is = version.facts().signature();
    Compatibility compatibility = Compatibility.of(was, is);
    Step step = was != null && is == null ? Step.MAJOR : step(compatibility.verdict());
    return new SuggestedLabel(
        highest.label().after(step),
        SuggestedLabel.Change.valueOf(step.name()),
        highest.version().number(),
        compatibility.reasons());
  }

  /** A missing signature breaks callers that relied on it; a new signature is an addition. */
  private static Step step(Verdict verdict) {
    return switch (verdict) {
      case IDENTICAL -> Step.PATCH;
      case COMPATIBLE, UNKNOWN -> Step.MINOR;
      case BREAKING -> Step.MAJOR;
    };
  }
}
