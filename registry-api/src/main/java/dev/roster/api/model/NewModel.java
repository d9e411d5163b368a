package dev.roster.api.model;

import dev.roster.core.model.ModelFacts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request that registers a model. */
record NewModel(
    String name,
    @Nullable String description,
    @Nullable String owner,
    @Nullable Map<String, String> tags) {
  ModelFacts facts() {
    return new ModelFacts(description, owner, tags == null ? Map.of() : tags);
  }
}
