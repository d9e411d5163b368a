package dev.roster.core.model;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.history.ReadableFact;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The facts of a model. */
public record ModelFacts(
    @Nullable String description, @Nullable String owner, Map<String, String> tags) {
  /** The facts of a model that has none yet. */
  public static final ModelFacts NONE = new ModelFacts(null, null, Map.of());

  /** All of them; each has a history. */
  public static final List<ReadableFact<ModelFacts>> FACTS =
      List.of(
          new ReadableFact<>("description", ModelFacts::description),
          new ReadableFact<>("owner", ModelFacts::owner),
          new ReadableFact<>("tags", ModelFacts::tags));

  private static final int MAX_BYTES = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public void check() {
    Faults faults = new Faults();
    faults.text(field("description"), description, 10_000).text(field("owner"), owner, 256);
    Tags.check(tags, faults);
    faults.throwIfAny();
    checkSize();
  }

  /** Lists show all facts of a model, so their size is limited as a whole. */
  private void checkSize() {
    int size = JSON.writeValueAsBytes(this).length;
    if (size > MAX_BYTES)
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "Description, owner and tags of a model have %,d bytes as JSON; at most %,d are kept. Shorten the tags."
              .formatted(size, MAX_BYTES));
  }
}
