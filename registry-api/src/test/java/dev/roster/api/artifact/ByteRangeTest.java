package dev.roster.api.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** RFC 9110, section 14, for a file of 1,000 bytes. */
class ByteRangeTest {
  private static final long SIZE = 1_000;
  private static final String TAG = "\"sha256:00\"";

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1, bytes 0-0/1000",
    "bytes=0-, 0, 1000, bytes 0-999/1000",
    "bytes=0-999, 0, 1000, bytes 0-999/1000",
    "bytes=0-1000, 0, 1000, bytes 0-999/1000",
    "bytes=10-19, 10, 10, bytes 10-19/1000",
    "bytes=999-, 999, 1, bytes 999-999/1000",
    "bytes=-1, 999, 1, bytes 999-999/1000",
    "bytes=-999, 1, 999, bytes 1-999/1000",
    "bytes=-1000, 0, 1000, bytes 0-999/1000",
    "bytes=-5000, 0, 1000, bytes 0-999/1000",
    "BYTES= 5-6 , 5, 2, bytes 5-6/1000",
    "bytes=0-999999999999999999, 0, 1000, bytes 0-999/1000"
  })
  void aPartOfTheFile(String range, long from, long length, String contentRange) {
    ByteRange part = ByteRange.parse(range, SIZE);

    assertThat(part).isEqualTo(new ByteRange(from, length));
    assertThat(part.contentRange(SIZE)).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=1000-1000", "bytes=5000-6000", "bytes=-0"})
  void aRangeBeyondTheEndIsNowhere(String range) {
    assertThat(ByteRange.parse(range, SIZE)).isSameAs(ByteRange.NOWHERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-4",
        "bytes=0-1,5-6",
        "bytes=--1",
        "bytes=1.5-2",
        "items=0-1",
        "bytes=0-9999999999999999999"
      })
  void aRangeThatCannotBeReadMeansTheWholeFile(String range) {
    assertThat(ByteRange.parse(range, SIZE)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-, true", "bytes=0-0, true", "bytes=-0, true", "bytes=-5, false"})
  void anEmptyFileHasNoParts(String range, boolean nowhere) {
    assertThat(ByteRange.parse(range, 0)).isSameAs(nowhere ? ByteRange.NOWHERE : null);
  }

  @Test
  void theRangeCountsOnlyIfIfRangeNamesTheFileAsItIs() {
    assertThat(ByteRange.of(call(null), TAG, SIZE)).isEqualTo(new ByteRange(0, 1));
    assertThat(ByteRange.of(call(" " + TAG + " "), TAG, SIZE)).isEqualTo(new ByteRange(0, 1));
    assertThat(ByteRange.of(call("\"sha256:01\""), TAG, SIZE)).isNull();
    assertThat(ByteRange.of(call("W/" + TAG), TAG, SIZE)).isNull();
    assertThat(ByteRange.of(call("Mon, 05 Jan 2026 09:00:00 GMT"), TAG, SIZE)).isNull();
    assertThat(ByteRange.of(new MockHttpServletRequest(), TAG, SIZE)).isNull();
  }

  private static MockHttpServletRequest call(@Nullable String ifRange) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Range", "bytes=0-0");
    if (ifRange != null) request.addHeader("If-Range", ifRange);
    return request;
  }
}
