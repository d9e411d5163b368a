package dev.roster.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ResumingStreamTest {
  private static final byte[] BYTES = "all of it".getBytes(UTF_8);

  @Test
  void s303AnAnswerThatEndsTooEarlyIsContinued() throws IOException {
    try (InputStream stream = new ResumingStream(part(0, 3), BYTES.length, done -> part(done, 2))) {
      assertThat(stream.readAllBytes()).isEqualTo(BYTES);
    }
  }

  @Test
  void s303AnObjectThatIsShorterEnds() throws IOException {
    try (InputStream stream =
        new ResumingStream(part(0, 3), BYTES.length, done -> InputStream.nullInputStream())) {
      assertThat(stream.readAllBytes()).isEqualTo("all".getBytes(UTF_8));
      assertThat(stream.read()).as("the end stays the end").isEqualTo(-1);
    }
  }

  private static InputStream part(long offset, int length) {
    return new ByteArrayInputStream(BYTES, (int) offset, length);
  }
}
