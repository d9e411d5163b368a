package dev.roster.core.model;

import dev.roster.core.problem.Faults;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people say of a model. */
public record ModelFacts(
    @Nullable String description, @Nullable String owner, Map<String, String> tags) {
  public void check() {
    Faults faults = new Faults();
    faults.text("/description", description, 10_000).text("/owner", owner, 256);
    Tags.check(tags, faults);
    faults.throwIfAny();
  }
}
