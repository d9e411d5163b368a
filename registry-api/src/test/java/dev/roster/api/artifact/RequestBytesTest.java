package dev.roster.api.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** The digests that a body is announced by, before it and after it. */
class RequestBytesTest {
  private static final Sha256 ZEROS = new Sha256("0".repeat(64));
  private static final Sha256 ONES = new Sha256("1".repeat(64));

  @Test
  void headersAndTrailersCount() throws IOException {
    MockHttpServletRequest request = trailers(Map.of("Content-Digest", Digests.of(ONES)));
    request.addHeader("Repr-Digest", Digests.of(ZEROS));
    request.addHeader("Trailer", "Content-Digest");

    assertThat(new RequestBytes(request).announced()).containsExactly(ZEROS, ONES);
  }

  @Test
  void up01ATrailerThatWasPromisedAndDoesNotComeIsAMismatch() throws IOException {
    MockHttpServletRequest request = trailers(Map.of());
    request.addHeader("Trailer", "X-Other, content-digest");
    RequestBytes bytes = new RequestBytes(request);

    assertThatThrownBy(bytes::announced)
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.DIGEST_MISMATCH, Refused::code);
  }

  @Test
  void aTrailerOfAnotherKindIsNotADigest() throws IOException {
    MockHttpServletRequest request = trailers(Map.of("X-Other", "1"));
    request.addHeader("Trailer", "X-Other");

    assertThat(new RequestBytes(request).announced()).isEmpty();
  }

  @Test
  void up01AHeaderThatCannotBeCheckedIsRefusedBeforeTheBodyIsRead() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Content-Digest", "sha-256=:AAAA:");

    assertThatThrownBy(() -> new RequestBytes(request))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  private static MockHttpServletRequest trailers(Map<String, String> fields) {
    return new MockHttpServletRequest() {
      @Override
      public boolean isTrailerFieldsReady() {
        return true;
      }

      @Override
      public Map<String, String> getTrailerFields() {
        return fields;
      }
    };
  }
}
