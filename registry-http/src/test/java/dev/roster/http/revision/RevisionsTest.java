package dev.roster.http.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionsTest {
  @Test
  void anEtagIsReadAsTheRevisionThatItWasMadeOf() {
    for (long revision : new long[] {0, 1, 7, 999_999_999_999_999_999L})
      assertThat(Revisions.expected(Revisions.etag(revision))).contains(revision);
    assertThat(Revisions.etag(7)).isEqualTo("\"r7\"");
    assertThat(Revisions.expected("  \"r7\" ")).contains(7L);
  }

  @Test
  void withoutIfMatchOrWithAStarAnyRevisionIsRight() {
    assertThat(Revisions.expected(null)).isEmpty();
    assertThat(Revisions.expected("*")).isEmpty();
    assertThat(Revisions.expected(" * ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "r7",
        "\"7\"",
        "W/\"r7\"",
        "\"r-7\"",
        "\"r7",
        "\"r\"",
        "\"r7\", \"r8\"",
        "\"r9999999999999999999\"",
        "\"sha256:00\""
      })
  void cc01AnEtagThatThisServerDidNotMakeMatchesNoRevision(String ifMatch) {
    for (long actual = 0; actual < 10; actual++) {
      long revision = actual;
      assertThatThrownBy(() -> Revision.check(Revisions.expected(ifMatch), revision))
          .asInstanceOf(type(Refused.class))
          .returns(ProblemCode.STALE, Refused::code);
    }
  }

  @Test
  void cc01OnlyTheRevisionThatIsThereMatches() {
    assertThatCode(() -> Revision.check(Revisions.expected("\"r7\""), 7))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Revision.check(Revisions.expected("\"r7\""), 8))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> Revision.check(Revisions.expected("\"r7\""), 6))
        .isInstanceOf(Refused.class);
  }
}
