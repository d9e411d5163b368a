package dev.roster.api.model;

import dev.roster.core.model.ModelFacts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a merge patch of a model can change. */
record ModelPatch(
    @Nullable String description, @Nullable String owner, @Nullable Map<String, String> tags) {
  static ModelPatch of(ModelFacts facts) {
    return new ModelPatch(facts.description(), facts.owner(), facts.tags());
  }

  ModelFacts facts() {
    return new ModelFacts(description, owner, tags == null ? Map.of() : tags);
  }
}
