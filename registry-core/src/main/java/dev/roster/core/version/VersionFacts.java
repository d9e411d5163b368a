package dev.roster.core.version;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.label.Label;
import dev.roster.core.model.Tags;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said of a version. Description, label and tags stay changeable; the rest goes into the
 * manifest and is fixed at finalize.
 *
 * @param hyperparameters name to a JSON value
 */
public record VersionFacts(
    @Nullable String description,
    @Nullable Label label,
    Map<String, String> tags,
    @Nullable Framework framework,
    Map<String, Object> hyperparameters,
    @Nullable Signature signature,
    @Nullable Lineage lineage) {
  private static final int LARGEST = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public void check() {
    checkFields();
    checkSize(null);
  }

  /** That they may stand in place of others: what is too large already must only not grow. */
  void check(VersionFacts before) {
    checkFields();
    checkSize(before);
  }

  private void checkFields() {
    Faults faults = new Faults();
    faults.text(field("description"), description, 10_000);
    Tags.check(tags, faults);
    if (framework != null) framework.check(faults);
    faults.count(field("hyperparameters"), hyperparameters.size(), 1_000);
    hyperparameters.forEach(
        (name, value) -> {
          if (name.isBlank()) faults.add(field("hyperparameters"), "has an empty name");
          faults.text(field("hyperparameters"), name, 256);
          if (value instanceof String text)
            faults.text(field("hyperparameters").member(name), text, 10_000);
        });
    if (signature != null) signature.check(faults);
    if (lineage != null) lineage.check(faults);
    faults.throwIfAny();
  }

  /** Lists show the facts whole, so they are bounded whole. */
  private void checkSize(@Nullable VersionFacts before) {
    int size = size();
    if (size > LARGEST && (before == null || size > before.size()))
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "The facts of a version have %,d bytes as JSON; at most %,d are kept. Upload what is longer as an artifact."
              .formatted(size, LARGEST));
  }

  private int size() {
    return JSON.writeValueAsBytes(this).length;
  }

  /** Whether they are small enough with this signature in place of theirs. */
  public boolean hasRoomFor(Signature other) {
    return new VersionFacts(description, label, tags, framework, hyperparameters, other, lineage)
            .size()
        <= LARGEST;
  }

  VersionFacts withTags(Map<String, String> others) {
    return new VersionFacts(
        description, label, others, framework, hyperparameters, signature, lineage);
  }

  /** Whether the manifest would be another. */
  boolean differsForManifest(VersionFacts other) {
    return !java.util.Objects.equals(framework, other.framework)
        || !hyperparameters.equals(other.hyperparameters)
        || !java.util.Objects.equals(signature, other.signature)
        || !java.util.Objects.equals(lineage, other.lineage);
  }
}
