package dev.roster.api.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** A path is decoded once, and only the spellings of one decoding are taken. */
class RequestedPathTest {
  private static final String FILES = "/api/v1/models/credit/versions/7/artifacts/";

  @ParameterizedTest
  @CsvSource({
    "model.bin, model.bin",
    "a/b/c.txt, a/b/c.txt",
    "a%20b, a b",
    "%61, a",
    "m%C3%BC, mü",
    "%F0%9F%8E%89, 🎉",
    "100%25, 100%",
    "50%25-off, 50%-off",
    "a+b&c=d:e@f, a+b&c=d:e@f",
    "...., ....",
    "a%3Bb, a;b",
    "a%3Fb%23c, a?b#c"
  })
  void aSpellingIsReadOnce(String raw, String path) {
    assertThat(RequestedPath.parse(raw).text()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a/../b",
        "%2e%2e/x",
        "%2E./x",
        "..%2fx",
        "..%2Fx",
        "..%5cx",
        "%252e%252e/x",
        "%25252e",
        "a%252Fb",
        "%c0%ae%c0%ae/x",
        "%e0%80%af",
        "%u002e",
        "a;x=1",
        "a/.;/b",
        "a//b",
        "/a",
        "a/",
        "%00",
        "a%0ab",
        "a%7f",
        "e%CC%81",
        "%ff",
        "%ED%A0%80",
        "a%",
        "a%2",
        "a%2g",
        "a b",
        "a\tb",
        "ü",
        "a\\b",
        "%E2%80%AEgpj.exe",
        "%EF%BB%BFa"
      })
  void path02AllOtherSpellingsAreRefused(String raw) {
    assertThatThrownBy(() -> RequestedPath.parse(raw))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  @Test
  void thePathBeginsAfterTheCollection() {
    assertThat(RequestedPath.of(call("", FILES + "a/b"))).isEqualTo(new ArtifactPath("a/b"));
    assertThat(RequestedPath.of(call("/roster", "/roster" + FILES + "a/b")))
        .isEqualTo(new ArtifactPath("a/b"));
  }

  @Test
  void withoutAPathThereIsNothingToName() {
    for (String uri : new String[] {FILES, FILES.substring(0, FILES.length() - 1)})
      assertThatThrownBy(() -> RequestedPath.of(call("", uri)))
          .asInstanceOf(type(Refused.class))
          .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  private static MockHttpServletRequest call(String context, String uri) {
    MockHttpServletRequest request = new MockHttpServletRequest("PUT", uri);
    request.setContextPath(context);
    return request;
  }
}
