package dev.roster.api.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** The digest fields of RFC 9530. */
class DigestsTest {
  private static final Sha256 ZEROS = new Sha256("0".repeat(64));
  private static final String FIELD =
      "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"; // 32 bytes

  @Test
  void aFieldIsWrittenAsItIsRead() {
    Sha256 some = new Sha256("0123456789abcdef".repeat(4));

    assertThat(Digests.of(ZEROS)).isEqualTo(FIELD);
    assertThat(Digests.parse("Repr-Digest", Digests.of(some))).isEqualTo(some);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FIELD,
        " " + FIELD + " ",
        "sha-512=:AAAA:," + FIELD,
        FIELD + ", md5=:AAAA:",
        FIELD + ";note=1",
        "unixsum=:AAAA:;a=b, " + FIELD + ";c"
      })
  void otherAlgorithmsAndParametersAreLetBe(String value) {
    assertThat(Digests.parse("Content-Digest", value)).isEqualTo(ZEROS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "sha-256",
        "sha-256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "sha-256=::",
        "sha-256=:AAAA:",
        "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA:",
        "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:",
        "SHA-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:",
        "sha-512=:AAAA:",
        FIELD + "," + FIELD,
        FIELD + ",",
        FIELD + " and more"
      })
  void up01ADigestThatCannotBeCheckedIsRefused(String value) {
    assertThatThrownBy(() -> Digests.parse("Content-Digest", value))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  @Test
  void bothFieldsCountAndLinesOfOneFieldAreJoined() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    assertThat(Digests.announced(request)).isEmpty();
    request.addHeader("Content-Digest", "md5=:AAAA:");
    request.addHeader("Content-Digest", FIELD);
    request.addHeader("Repr-Digest", FIELD);

    assertThat(Digests.announced(request)).containsExactly(ZEROS, ZEROS);
  }
}
