package dev.roster.core.comparison;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.comparison.Comparison.Bytes;
import dev.roster.core.comparison.Comparison.Difference;
import dev.roster.core.comparison.Comparison.FileChange;
import dev.roster.core.comparison.Comparison.FileDifference;
import dev.roster.core.comparison.Comparison.Measured;
import dev.roster.core.comparison.Comparison.Sizes;
import dev.roster.core.comparison.Comparison.Step;
import dev.roster.core.history.ReadableFact;
import dev.roster.core.lineage.Inferred;
import dev.roster.core.lineage.InferredStore;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.signature.Compatibility;
import dev.roster.core.signature.Verdict;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionFacts;
import dev.roster.core.version.VersionStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Compares versions of a model. */
@Service
public class Comparisons {
  private static final int MIN_VERSIONS = 2, MAX_VERSIONS = 10, MAX_DIFFERENCES = 1_000;

  private final ReferenceStore references;
  private final VersionStore versions;
  private final FileDifferences files;
  private final InferredStore inferred;

  Comparisons(
      ReferenceStore references,
      VersionStore versions,
      FileDifferences files,
      InferredStore inferred) {
    this.references = references;
    this.versions = versions;
    this.files = files;
    this.inferred = inferred;
  }

  /**
   * @throws Refused {@code version_not_found}, {@code deleted}, {@code reclaimed}
   */
  @Transactional(readOnly = true)
  public Compatibility compatibility(ModelRef model, int from, int to) {
    return Compatibility.of(signature(model, from), signature(model, to));
  }

  private @Nullable Signature signature(ModelRef model, int number) {
    return versions.read(references.version(model, number)).facts().signature();
  }

  /**
   * @param numbers 2 to 10 different numbers
   * @throws Refused {@code invalid_field}, {@code version_not_found}, {@code deleted}, {@code
   *     reclaimed}
   */
  @Transactional(readOnly = true)
  public Comparison compare(ModelRef model, List<Integer> numbers) {
    if (numbers.size() < MIN_VERSIONS || numbers.size() > MAX_VERSIONS)
      throw Refused.invalid(
          field("versions"), "must be 2 to 10 numbers, such as 1,4,7", numbers.size());
    if (new HashSet<>(numbers).size() < numbers.size())
      throw Refused.invalid(field("versions"), "must name each version once", numbers);
    List<VersionRef> refs = numbers.stream().map(n -> references.version(model, n)).toList();
    return compare(model, refs.stream().map(versions::read).toList(), refs);
  }

  private Comparison compare(ModelRef model, List<Version> compared, List<VersionRef> refs) {
    Map<String, Integer> omitted = new TreeMap<>();
    FileDifferences.Found found = files.between(refs, MAX_DIFFERENCES);
    if (found.count() > found.paths().size())
      omitted.put("artifacts", found.count() - found.paths().size());
    return new Comparison(
        model.name().text(),
        refs.stream().map(VersionRef::number).toList(),
        signatures(compared),
        metrics(compared, omitted),
        differing(compared, v -> v.facts().hyperparameters(), "hyperparameters", omitted),
        differing(compared, v -> framework(v.facts()), "framework", omitted),
        differing(compared, this::lineage, "lineage", omitted),
        differing(compared, v -> packages(v.facts().lineage()), "packages", omitted),
        artifacts(found, refs),
        sizes(compared),
        differing(compared, v -> v.facts().tags(), "tags", omitted),
        differing(compared, Comparisons::facts, "facts", omitted),
        omitted.isEmpty() ? null : omitted);
  }

  private static @Nullable List<Step> signatures(List<Version> compared) {
    List<Step> steps = new ArrayList<>();
    boolean differ = false;
    for (int i = 1; i < compared.size(); i++) {
      Version from = compared.get(i - 1), to = compared.get(i);
      Signature was = from.facts().signature(), is = to.facts().signature();
      Compatibility compatibility = Compatibility.of(was, is);
      differ |= compatibility.verdict() != Verdict.IDENTICAL && (was != null || is != null);
      steps.add(
          new Step(
              from.ref().number(),
              to.ref().number(),
              compatibility.verdict(),
              compatibility.reasons(),
              compatibility.omitted()));
    }
    return differ ? steps : null;
  }

  private static @Nullable List<Measured> metrics(
      List<Version> compared, Map<String, Integer> omitted) {
    List<Difference> differing = differing(compared, Version::metrics, "metrics", omitted);
    if (differing == null) return null;
    return differing.stream()
        .map(
            metric -> {
              List<@Nullable Double> values = new ArrayList<>();
              metric.values().forEach(value -> values.add((Double) value));
              List<@Nullable Double> deltas = new ArrayList<>();
              values.forEach(value -> deltas.add(delta(values.get(0), value)));
              return new Measured(metric.name(), values, deltas);
            })
        .toList();
  }

  private static @Nullable Double delta(@Nullable Double first, @Nullable Double value) {
    if (first == null || value == null) return null;
    double delta = value - first;
    return Double.isFinite(delta) ? delta : null;
  }

  private static @Nullable Sizes sizes(List<Version> compared) {
    List<@Nullable Long> values = new ArrayList<>();
    compared.forEach(version -> values.add(version.size()));
    if (values.stream().distinct().count() == 1) return null;
    Long first = values.get(0);
    List<@Nullable Long> deltas = new ArrayList<>();
    values.forEach(value -> deltas.add(first == null || value == null ? null : value - first));
    return new Sizes(values, deltas);
  }

  private static @Nullable List<FileDifference> artifacts(
      FileDifferences.Found found, List<VersionRef> refs) {
    if (found.paths().isEmpty()) return null;
    List<FileDifference> differences = new ArrayList<>();
    found
        .paths()
        .forEach(
            (path, held) -> {
              List<@Nullable Bytes> bytes = new ArrayList<>();
              refs.forEach(ref -> bytes.add(held.get(ref.id())));
              FileChange change =
                  bytes.get(0) == null
                      ? FileChange.ADDED
                      : bytes.contains(null) ? FileChange.REMOVED : FileChange.CHANGED;
              differences.add(new FileDifference(path, change, bytes));
            });
    return differences;
  }

  /** The differences by name; null if all values are the same. */
  private static @Nullable List<Difference> differing(
      List<Version> compared,
      Function<Version, Map<String, ?>> part,
      String list,
      Map<String, Integer> omitted) {
    List<Map<String, ?>> parts = new ArrayList<>();
    compared.forEach(version -> parts.add(part.apply(version)));
    TreeMap<String, Difference> differences = new TreeMap<>();
    for (Map<String, ?> one : parts)
      for (String name : one.keySet()) {
        List<@Nullable Object> values = new ArrayList<>();
        parts.forEach(other -> values.add(other.get(name)));
        if (values.stream().anyMatch(value -> !Objects.equals(value, values.get(0))))
          differences.put(name, new Difference(name, values));
      }
    if (differences.size() > MAX_DIFFERENCES)
      omitted.put(list, differences.size() - MAX_DIFFERENCES);
    return differences.isEmpty()
        ? null
        : differences.values().stream().limit(MAX_DIFFERENCES).toList();
  }

  private static Map<String, ?> framework(VersionFacts facts) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    if (facts.framework() == null) return parts;
    parts.put("name", facts.framework().name());
    parts.put("version", facts.framework().version());
    return parts;
  }

  private static Map<String, ?> facts(Version version) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    for (ReadableFact<VersionFacts> fact : VersionFacts.FACTS)
      if (fact != VersionFacts.TAGS) parts.put(fact.wire(), fact.of(version.facts()));
    parts.put("stage", version.stage().wire());
    parts.put("status", version.status().wire());
    return parts;
  }

  /** The lineage as it was given, and what the version's files say, named by the files. */
  private Map<String, ?> lineage(Version version) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    if (version.facts().lineage() != null) put(version.facts().lineage(), parts);
    Inferred said = inferred.read(version.ref());
    said.datasets()
        .forEach(
            one ->
                putTwin(
                    "dataset %s (%s) by %s".formatted(one.path(), one.role(), one.file()),
                    one.digest(),
                    parts));
    said.commits().forEach(one -> putTwin("commit by " + one.file(), one.commit(), parts));
    said.runs().forEach(one -> putTwin("run by " + one.file(), one.id(), parts));
    return parts;
  }

  /** Puts each value under its own name, and a dataset under its name and role. */
  private static void put(Lineage lineage, Map<String, @Nullable Object> parts) {
    if (lineage.code() != null) {
      parts.put("code.repository", lineage.code().repository());
      parts.put("code.commit", lineage.code().commit());
      parts.put("code.path", lineage.code().path());
      parts.put("code.dirty", lineage.code().dirty());
    }
    if (lineage.datasets() != null)
      for (Lineage.Dataset dataset : lineage.datasets()) {
        String role = dataset.role() == null ? "" : " (" + dataset.role() + ")";
        putTwin("dataset " + dataset.name() + role, dataset, parts);
      }
    if (lineage.parents() != null) parts.put("parents", lineage.parents());
    if (lineage.run() != null) {
      parts.put("run.system", lineage.run().system());
      parts.put("run.id", lineage.run().id());
      parts.put("run.url", lineage.run().url());
    }
    if (lineage.environment() != null)
      parts.put("environment.python", lineage.environment().python());
    parts.put("seed", lineage.seed());
  }

  private static void putTwin(String name, Object value, Map<String, @Nullable Object> parts) {
    String own = name;
    for (int twin = 2; parts.containsKey(own); twin++) own = name + " " + twin;
    parts.put(own, value);
  }

  private static Map<String, ?> packages(@Nullable Lineage lineage) {
    boolean none =
        lineage == null
            || lineage.environment() == null
            || lineage.environment().packages() == null;
    return none ? Map.of() : lineage.environment().packages();
  }
}
