package dev.roster.api.model;

import dev.roster.core.model.Model;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON body that describes a model. */
public record ModelBody(
    String name,
    @Nullable String description,
    @Nullable String owner,
    Map<String, String> tags,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    @Nullable Integer latestVersion,
    Stages stages,
    Map<String, Integer> aliases) {

  /** The numbers of the versions in each stage. */
  public record Stages(@Nullable Integer production, List<Integer> staging) {}

  public static ModelBody of(Model model) {
    return new ModelBody(
        model.ref().name().text(),
        model.description(),
        model.owner(),
        model.tags(),
        model.createdAt(),
        model.createdBy(),
        model.updatedAt(),
        model.latestVersion(),
        new Stages(model.production(), model.staging()),
        model.aliases());
  }
}
