package dev.roster.core.version;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a version.
 *
 * @param seed the seed of the random numbers
 */
public record Lineage(
    @Nullable Code code,
    @Nullable List<Dataset> datasets,
    @Nullable List<Parent> parents,
    @Nullable Run run,
    @Nullable Environment environment,
    @Nullable Long seed) {
  private static final Pattern DIGEST =
      Pattern.compile("sha256:[0-9a-f]{64}|md5:[0-9a-f]{32}(\\.dir)?");

  /**
   * The code that the version was trained with.
   *
   * @param dirty whether files differed from the commit; null if it is not known
   */
  public record Code(
      @Nullable String repository,
      @Nullable String commit,
      @Nullable String path,
      @Nullable Boolean dirty) {}

  /**
   * A dataset that the version was trained, validated or tested on.
   *
   * @param digest {@code sha256:} and 64 lower-case hex digits, or DVC's {@code md5:} and 32
   */
  public record Dataset(
      String name,
      @Nullable String role,
      @Nullable String uri,
      @Nullable String digest,
      @Nullable Long rows) {}

  /** A version that this one was made from. */
  public record Parent(String model, Integer version) {}

  /** The run of the pipeline that made it. */
  public record Run(@Nullable String system, @Nullable String id, @Nullable String url) {}

  /** The packages that were installed for the training. */
  public record Environment(@Nullable String python, @Nullable Map<String, String> packages) {}

  /** Whether the text is a digest that can identify a dataset. */
  public static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  void check(Faults faults) {
    if (code != null)
      faults
          .text(field("lineage", "code", "repository"), code.repository(), 2_048)
          .text(field("lineage", "code", "commit"), code.commit(), 128)
          .text(field("lineage", "code", "path"), code.path(), 1_024);
    if (datasets != null) check(datasets, faults);
    if (parents != null) checkParents(parents, faults);
    if (run != null)
      faults
          .text(field("lineage", "run", "system"), run.system(), 128)
          .text(field("lineage", "run", "id"), run.id(), 512)
          .text(field("lineage", "run", "url"), run.url(), 2_048);
    if (environment != null) {
      faults.text(field("lineage", "environment", "python"), environment.python(), 64);
      if (environment.packages() != null) checkPackages(environment.packages(), faults);
    }
  }

  private static void check(List<Dataset> datasets, Faults faults) {
    faults.count(field("lineage", "datasets"), datasets.size(), 1_000);
    for (int i = 0; i < datasets.size(); i++) {
      FieldPath at = field("lineage", "datasets").item(i);
      Dataset dataset = datasets.get(i);
      if (dataset == null) {
        faults.add(at, "is null");
        continue;
      }
      faults
          .requiredText(at.member("name"), dataset.name(), 512)
          .text(at.member("role"), dataset.role(), 64)
          .text(at.member("uri"), dataset.uri(), 2_048);
      if (dataset.digest() != null && !isDigest(dataset.digest()))
        faults.add(
            at.member("digest"),
            "is not sha256: and 64 lower-case hex digits, nor md5: and the 32 hex digits of DVC");
      if (dataset.rows() != null && dataset.rows() < 0) faults.add(at.member("rows"), "is below 0");
    }
  }

  private static void checkParents(List<Parent> parents, Faults faults) {
    faults.count(field("lineage", "parents"), parents.size(), 100);
    for (int i = 0; i < parents.size(); i++) {
      FieldPath at = field("lineage", "parents").item(i);
      Parent parent = parents.get(i);
      if (parent == null) {
        faults.add(at, "is null");
        continue;
      }
      faults.requiredText(at.member("model"), parent.model(), 128);
      if (parent.version() == null || parent.version() < 1)
        faults.add(at.member("version"), "is not a version's number");
    }
  }

  private static void checkPackages(Map<String, String> packages, Faults faults) {
    FieldPath at = field("lineage", "environment", "packages");
    faults.count(at, packages.size(), 5_000);
    packages.forEach(
        (name, version) -> {
          faults.text(at, name, 256);
          if (version == null) faults.add(at.member(name), "is null");
          faults.text(at.member(name), version, 256);
        });
  }
}
