package dev.roster.core.lineage;

import dev.roster.core.version.Lineage;
import dev.roster.core.version.VersionFacts;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much is known of everything that is needed to train a version again.
 *
 * @param score the sum of the weights of the checks that pass, of 100
 */
public record Reproducibility(int score, List<Check> checks) {
  /** Names, in lower case, of files that record exactly which packages were installed. */
  static final List<String> LOCKS =
      List.of(
          "conda-lock.yml",
          "conda.lock",
          "environment.lock",
          "pdm.lock",
          "pipfile.lock",
          "pixi.lock",
          "poetry.lock",
          "requirements.lock",
          "requirements.txt",
          "uv.lock");

  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{7,64}");
  private static final Set<String> SEEDS =
      Set.of("seed", "random_state", "random_seed", "randomstate", "randomseed");

  public Reproducibility {
    checks = List.copyOf(checks);
  }

  /**
   * One fact that is needed.
   *
   * @param detail what is known, or how to provide it
   */
  public record Check(String name, boolean known, int weight, String detail) {}

  /**
   * @param named paths of the artifacts that have one of {@link #LOCKS} as name
   */
  static Reproducibility judge(VersionFacts facts, Inferred inferred, List<String> named) {
    Set<String> faulty =
        inferred.notes().stream().map(Inferred.Note::file).collect(Collectors.toSet());
    List<String> locks = named.stream().filter(file -> !faulty.contains(file)).toList();
    Lineage lineage = facts.lineage();
    List<Check> checks =
        List.of(
            commit(lineage, inferred),
            tree(lineage),
            data(lineage, inferred),
            environment(lineage, locks),
            seed(facts),
            hyperparameters(facts));
    int score = checks.stream().filter(Check::known).mapToInt(Check::weight).sum();
    return new Reproducibility(score, checks);
  }

  private static Check commit(@Nullable Lineage lineage, Inferred inferred) {
    String given = lineage == null || lineage.code() == null ? null : lineage.code().commit();
    if (given != null && HASH.matcher(given).matches()) return check("commit", 25, given, "");
    return check(
        "commit",
        25,
        inferred.commits().stream()
            .findFirst()
            .map(c -> c.commit() + " by " + c.file())
            .orElse(null),
        given == null
            ? "no commit; register with lineage.code.commit"
            : "%s is not the hash of a commit and may point to another commit tomorrow; give 7 to 64 hex digits as lineage.code.commit"
                .formatted(given));
  }

  private static Check tree(@Nullable Lineage lineage) {
    Boolean dirty = lineage == null || lineage.code() == null ? null : lineage.code().dirty();
    if (Boolean.TRUE.equals(dirty))
      return new Check(
          "clean-tree", false, 15, "files differed from the commit; train from a clean tree");
    return check(
        "clean-tree",
        15,
        dirty == null ? null : "no file differed from the commit",
        "it is not known whether files differed from the commit; register with lineage.code.dirty");
  }

  private static Check data(@Nullable Lineage lineage, Inferred inferred) {
    List<Lineage.Dataset> given =
        lineage == null || lineage.datasets() == null ? List.of() : lineage.datasets();
    List<String> without =
        given.stream().filter(d -> d.digest() == null).map(Lineage.Dataset::name).toList();
    if (!without.isEmpty())
      return new Check(
          "dataset-digests",
          false,
          25,
          "%d of %d datasets have no digest: %s"
              .formatted(
                  without.size(),
                  given.size(),
                  String.join(", ", without.subList(0, Math.min(5, without.size())))));
    long distinct =
        Stream.concat(
                given.stream().map(Lineage.Dataset::digest),
                inferred.datasets().stream().map(Inferred.Dataset::digest))
            .filter(Objects::nonNull)
            .distinct()
            .count();
    return check(
        "dataset-digests",
        25,
        distinct == 0
            ? null
            : distinct + (distinct == 1 ? " dataset" : " datasets") + ", each with a digest",
        "no datasets; register with lineage.datasets and their digests, or upload DVC's files");
  }

  private static Check environment(@Nullable Lineage lineage, List<String> locks) {
    Lineage.Environment environment = lineage == null ? null : lineage.environment();
    boolean given =
        environment != null && environment.packages() != null && !environment.packages().isEmpty();
    String known =
        given
            ? environment.packages().size() + " packages with their versions"
            : locks.isEmpty() ? null : "by the artifact " + locks.get(0);
    return check(
        "environment",
        15,
        known,
        "no packages; register with lineage.environment.packages, or upload a lock file such as"
            + " uv.lock, or a requirements.txt that pins each with ==");
  }

  private static Check seed(VersionFacts facts) {
    if (facts.lineage() != null && facts.lineage().seed() != null)
      return check("seed", 10, "lineage.seed is " + facts.lineage().seed(), "");
    Set<String> named = new TreeSet<>();
    facts
        .hyperparameters()
        .forEach(
            (name, value) -> {
              String last =
                  name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('_')) + 1);
              String whole = name.toLowerCase(java.util.Locale.ROOT);
              boolean seed =
                  SEEDS.contains(whole)
                      || whole.endsWith("random_state")
                      || last.equalsIgnoreCase("seed");
              if (seed && value != null) named.add(name);
            });
    return check(
        "seed",
        10,
        named.isEmpty() ? null : "hyperparameters." + named.iterator().next(),
        "no seed; register with lineage.seed, or a hyper-parameter seed or random_state");
  }

  private static Check hyperparameters(VersionFacts facts) {
    int count = facts.hyperparameters().size();
    return check(
        "hyperparameters",
        10,
        count == 0 ? null : count + " given",
        "none; register with hyperparameters");
  }

  private static Check check(String name, int weight, @Nullable String known, String missing) {
    return new Check(name, known != null, weight, known == null ? missing : known);
  }
}
