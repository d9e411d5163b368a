package dev.roster.api.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** A browser keeps a file under a harmless name and never runs it. */
class AttachmentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "model.bin | attachment; filename=\"model.bin\"",
        "a b | attachment; filename=\"a_b\"; filename*=UTF-8''a%20b",
        "a\"b | attachment; filename=\"a_b\"; filename*=UTF-8''a%22b",
        "a'b | attachment; filename=\"a_b\"; filename*=UTF-8''a%27b",
        "mü.bin | attachment; filename=\"m_.bin\"; filename*=UTF-8''m%C3%BC.bin",
        "🎉 | attachment; filename=\"_\"; filename*=UTF-8''%F0%9F%8E%89",
        "a%20b | attachment; filename=\"a_20b\"; filename*=UTF-8''a%2520b"
      })
  void aNameKeepsItsSpellingInTheExtendedParameter(String name, String disposition) {
    assertThat(Attachment.disposition(name)).isEqualTo(disposition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\r", "\n", "\0", "\u202e", "\u200b", "\"", "\\", "ü", "🎉", "%", "*", " "})
  void path18NoNameBreaksOutOfTheHeader(String odd) {
    String disposition = Attachment.disposition("a" + odd + "b.bin");

    assertThat(disposition)
        .matches(
            "attachment; filename=\"[A-Za-z0-9._-]+\"(; filename\\*=UTF-8''[A-Za-z0-9._%-]+)?");
  }

  @Test
  void theHeadersForbidRunningAndSniffing() {
    MockHttpServletResponse response = new MockHttpServletResponse();
    Attachment.describe(response, "application/octet-stream", "page.html");

    assertThat(response.getContentType()).isEqualTo("application/octet-stream");
    assertThat(response.getHeader("Content-Disposition")).startsWith("attachment;");
    assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.getHeader("Content-Security-Policy"))
        .isEqualTo("sandbox; default-src 'none'");
  }
}
