package dev.roster.core.version;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.history.ReadableFact;
import dev.roster.core.label.Label;
import dev.roster.core.model.Tags;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The facts of a version. The {@link #FACTS} can always change and have a history; the others go
 * into the manifest and are fixed at finalize.
 *
 * @param license an SPDX identifier or expression, for example {@code Apache-2.0}
 * @param hyperparameters name to a JSON value
 */
public record VersionFacts(
    @Nullable String description,
    @Nullable Label label,
    @Nullable String license,
    Map<String, String> tags,
    @Nullable Framework framework,
    Map<String, Object> hyperparameters,
    @Nullable Signature signature,
    @Nullable Lineage lineage) {
  /** The facts of a version that has none yet. */
  public static final VersionFacts NONE =
      new VersionFacts(null, null, null, Map.of(), null, Map.of(), null, null);

  public static final ReadableFact<VersionFacts> TAGS =
      new ReadableFact<>("tags", VersionFacts::tags);

  /** The facts that have a history. */
  public static final List<ReadableFact<VersionFacts>> FACTS =
      List.of(
          new ReadableFact<>("description", VersionFacts::description),
          new ReadableFact<>("label", facts -> facts.label() == null ? null : facts.label().text()),
          new ReadableFact<>("license", VersionFacts::license),
          TAGS);

  private static final int MAX_BYTES = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public void check() {
    checkFields();
    checkSize(null);
  }

  /** Checks facts that replace others: facts that are too large already must not grow. */
  void check(VersionFacts before) {
    checkFields();
    checkSize(before);
  }

  private void checkFields() {
    Faults faults = new Faults();
    faults.text(field("description"), description, 10_000).text(field("license"), license, 128);
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

  /** Lists show all facts of a version, so their size is limited as a whole. */
  private void checkSize(@Nullable VersionFacts before) {
    int size = size();
    if (size > MAX_BYTES && (before == null || size > before.size()))
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "The facts of a version have %,d bytes as JSON; at most %,d are kept. Upload what is longer as an artifact."
              .formatted(size, MAX_BYTES));
  }

  private int size() {
    return JSON.writeValueAsBytes(this).length;
  }

  /**
   * Whether they are still small enough with another signature.
   *
   * @param spare bytes that are to be left, so that other facts can still be changed
   */
  public boolean hasRoomFor(Signature other, int spare) {
    return new VersionFacts(
                description, label, license, tags, framework, hyperparameters, other, lineage)
            .size()
        <= MAX_BYTES - spare;
  }

  /** The names of the facts that can change after finalize. */
  static String changeable() {
    return FACTS.stream().map(ReadableFact::wire).collect(Collectors.joining(", "));
  }

  VersionFacts withTags(Map<String, String> others) {
    return new VersionFacts(
        description, label, license, others, framework, hyperparameters, signature, lineage);
  }

  /** Whether the manifest would differ. */
  boolean differsForManifest(VersionFacts other) {
    return !Objects.equals(framework, other.framework)
        || !hyperparameters.equals(other.hyperparameters)
        || !Objects.equals(signature, other.signature)
        || !Objects.equals(lineage, other.lineage);
  }
}
