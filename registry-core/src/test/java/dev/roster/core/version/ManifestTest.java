package dev.roster.core.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Manifest.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final VersionRef VERSION =
      new VersionRef(1, new ModelRef(1, new ModelName("credit")), 7);
  private static final VersionFacts BARE =
      new VersionFacts(null, null, null, Map.of(), null, Map.of(), null, null);
  private static final File A = new File("a", "0".repeat(64), 1);
  private static final File B = new File("b", "1".repeat(64), 20);

  @Test
  void itIsCanonicalJsonWithItsDigestAndTheSumOfTheSizes() {
    Manifest manifest = Manifest.of(VERSION, BARE, List.of(A, B));

    assertThat(manifest.text())
        .isEqualTo(
            """
            {"artifacts":[{"path":"a","sha256":"%s","size":1},{"path":"b","sha256":"%s","size":20}],\
            "model":"credit","version":7}"""
                .formatted(A.sha256(), B.sha256()));
    assertThat(manifest.digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(manifest.artifactCount()).isEqualTo(2);
    assertThat(manifest.size()).isEqualTo(21);
  }

  @Test
  void whatStaysChangeableIsNotInIt() {
    VersionFacts described =
        new VersionFacts("text", null, null, Map.of("k", "v"), null, Map.of(), null, null);

    assertThat(Manifest.of(VERSION, described, List.of(A)))
        .isEqualTo(Manifest.of(VERSION, BARE, List.of(A)));
    assertThat(described.differsForManifest(BARE)).isFalse();
  }

  @Test
  void theOrderOfParametersDoesNotCountAndTheirValuesDo() {
    assertThat(digest(parameters("x", 1, "y", 2))).isEqualTo(digest(parameters("y", 2, "x", 1)));
    assertThat(digest(parameters("x", 1, "y", 2))).isNotEqualTo(digest(parameters("x", 1, "y", 3)));
    assertThat(parameters("x", 1, "y", 2).differsForManifest(parameters("x", 1, "y", 3))).isTrue();
  }

  @Test
  void eachFileCounts() {
    String digest = Manifest.of(VERSION, BARE, List.of(A)).digest();

    assertThat(List.of(List.<File>of(), List.of(A, B), List.of(new File("a", A.sha256(), 2))))
        .extracting(files -> Manifest.of(VERSION, BARE, files).digest())
        .doesNotContain(digest)
        .doesNotHaveDuplicates();
  }

  @Test
  void up03AListMustNameEachFileAsItIs() {
    assertThatCode(() -> ManifestMismatch.check(List.of(B, A), List.of(A, B)))
        .doesNotThrowAnyException();
    assertMismatch(1, List.of(A), List.of(A, B));
    assertMismatch(1, List.of(A, B), List.of(A));
    assertMismatch(1, List.of(A, A), List.of(A));
    assertMismatch(1, List.of(new File("a", A.sha256(), 2)), List.of(A));
    assertMismatch(2, List.of(new File("c", A.sha256(), 1)), List.of(A));
    assertMismatch(2, List.of(), List.of(A, B));
  }

  private static void assertMismatch(int faults, List<File> listed, List<File> present) {
    assertThatThrownBy(() -> ManifestMismatch.check(listed, present))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.MANIFEST_MISMATCH, Refused::code)
        .satisfies(refused -> assertThat(refused.faults()).hasSize(faults));
  }

  private static String digest(VersionFacts facts) {
    return Manifest.of(VERSION, facts, List.of(A)).digest();
  }

  private static VersionFacts parameters(String one, int first, String two, int second) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put(one, first);
    parameters.put(two, second);
    return new VersionFacts(null, null, null, Map.of(), null, parameters, null, null);
  }
}
