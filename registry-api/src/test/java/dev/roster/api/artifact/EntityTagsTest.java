package dev.roster.api.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** If-Match and If-None-Match on a file (RFC 9110, section 13.1). */
class EntityTagsTest {
  private static final Artifact FILE =
      new Artifact(new ArtifactPath("model.bin"), new Sha256("0".repeat(64)), 7);
  private static final String TAG = EntityTags.of(FILE);
  private static final String OTHER = "\"sha256:" + "1".repeat(64) + "\"";

  @Test
  void theTagIsTheDigestInQuotes() {
    assertThat(TAG).isEqualTo("\"sha256:" + "0".repeat(64) + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        // If-Match; If-None-Match; holds with the file there; holds with nothing there
        "; ; true; true",
        "*; ; true; false",
        "TAG; ; true; false",
        "OTHER, TAG; ; true; false",
        "OTHER; ; false; false",
        "W/TAG; ; false; false",
        "; *; false; true",
        "; TAG; false; true",
        "; W/TAG; false; true",
        "; OTHER, W/TAG; false; true",
        "; OTHER; true; true",
        "TAG; OTHER; true; false",
        "TAG; TAG; false; false",
        "garbage; ; false; false",
        "; garbage; true; true"
      })
  void cc01AChangeIsMadeIfTheConditionsHold(
      @Nullable String ifMatch, @Nullable String ifNoneMatch, boolean there, boolean absent) {
    EntityTags tags = EntityTags.of(call(ifMatch, ifNoneMatch));

    assertThat(tags.test(Optional.of(FILE))).as("the file is there").isEqualTo(there);
    assertThat(tags.test(Optional.empty())).as("nothing is there").isEqualTo(absent);
    if (!there)
      assertThatThrownBy(() -> tags.check(Optional.of(FILE)))
          .asInstanceOf(type(Refused.class))
          .returns(ProblemCode.STALE, Refused::code);
  }

  @Test
  void severalLinesAreOneList() {
    MockHttpServletRequest request = call(OTHER, null);
    request.addHeader("If-Match", TAG);

    assertThat(EntityTags.of(request).holdsIfMatch(FILE)).isTrue();
  }

  private static MockHttpServletRequest call(
      @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    if (ifMatch != null) request.addHeader("If-Match", named(ifMatch));
    if (ifNoneMatch != null) request.addHeader("If-None-Match", named(ifNoneMatch));
    return request;
  }

  private static String named(String tags) {
    return tags.replace("TAG", TAG).replace("OTHER", OTHER);
  }
}
