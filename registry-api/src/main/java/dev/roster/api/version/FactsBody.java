package dev.roster.api.version;

import dev.roster.core.label.Label;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Signature;
import dev.roster.core.version.VersionFacts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts with which a version is registered and which a merge patch can change. */
record FactsBody(
    @Nullable String description,
    @Nullable String label,
    @Nullable String license,
    @Nullable Map<String, String> tags,
    @Nullable Framework framework,
    @Nullable Map<String, @Nullable Object> hyperparameters,
    @Nullable Signature signature,
    @Nullable Lineage lineage) {
  static final FactsBody EMPTY = new FactsBody(null, null, null, null, null, null, null, null);

  static FactsBody of(VersionFacts facts) {
    return new FactsBody(
        facts.description(),
        facts.label() == null ? null : facts.label().text(),
        facts.license(),
        facts.tags(),
        facts.framework(),
        facts.hyperparameters(),
        facts.signature(),
        facts.lineage());
  }

  VersionFacts facts() {
    return new VersionFacts(
        description,
        label == null ? null : new Label(label),
        license,
        tags == null ? Map.of() : tags,
        framework,
        hyperparameters == null ? Map.of() : hyperparameters,
        signature,
        lineage);
  }
}
