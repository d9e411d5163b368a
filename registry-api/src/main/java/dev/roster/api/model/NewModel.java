package dev.roster.api.model;

import dev.roster.core.model.ModelFacts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model to register. */
record NewModel(
    String name,
    @Nullable String description,
    @Nullable String owner,
    @Nullable Map<String, String> tags) {
  ModelFacts facts() {
    return new ModelFacts(description, owner, tags == null ? Map.of() : tags);
  }
}
