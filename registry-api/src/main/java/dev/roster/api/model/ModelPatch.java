package dev.roster.api.model;

import static dev.roster.http.request.RequestPart.BODY;

import dev.roster.core.model.Described;
import dev.roster.core.model.ModelFacts;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a model that a merge patch can change. */
record ModelPatch(
    @Nullable String name,
    @Nullable String description,
    @Nullable String owner,
    @Nullable Map<String, String> tags) {
  static ModelPatch of(Described model) {
    ModelFacts facts = model.facts();
    return new ModelPatch(model.name().text(), facts.description(), facts.owner(), facts.tags());
  }

  Described described() {
    if (name == null)
      throw Refused.invalid(
          BODY.field("name"), "cannot be removed, because a model must have a name");
    return new Described(
        new ModelName(name), new ModelFacts(description, owner, tags == null ? Map.of() : tags));
  }
}
