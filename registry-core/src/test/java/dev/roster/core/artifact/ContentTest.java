package dev.roster.core.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that gets the last byte has the right bytes. */
class ContentTest {
  private static final Refused DAMAGED =
      Refused.because(ProblemCode.ARTIFACT_DAMAGED, "The bytes are not those that were put.");

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 128 * 1024 - 1, 128 * 1024, 128 * 1024 + 1, 1_000_000})
  void rightBytesAreSentWhole(int size) throws IOException {
    byte[] bytes = random(size);

    write(bytes, size, hash(bytes));

    assertThat(sent.toByteArray()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 128 * 1024, 128 * 1024 + 1, 1_000_000})
  void int05OneFlippedBitHoldsTheLastBytesBack(int size) {
    byte[] bytes = random(size);
    Sha256 right = hash(bytes);
    bytes[size / 2] ^= 1;

    assertThatThrownBy(() -> write(bytes, size, right)).isSameAs(DAMAGED);

    assertThat(sent.size()).isLessThan(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 200_000})
  void int05ANumberOfBytesThatIsWrongIsDamageInAPartToo(int wrong) {
    byte[] bytes = random(300_000);

    assertThatThrownBy(() -> write(bytes, 300_000 - wrong, null)).isSameAs(DAMAGED);

    assertThat(sent.size()).isLessThan(300_000);
  }

  @Test
  void aPartIsSentWithoutAHash() throws IOException {
    byte[] bytes = "a part".getBytes(UTF_8);

    write(bytes, bytes.length, null);

    assertThat(sent.toByteArray()).isEqualTo(bytes);
  }

  private void write(byte[] bytes, long size, @Nullable Sha256 sha256) throws IOException {
    try (Content content =
        new Content(() -> DAMAGED, size, sha256, new ByteArrayInputStream(bytes))) {
      content.writeTo(sent);
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static Sha256 hash(byte[] bytes) {
    return Sha256.of(Sha256.newDigest().digest(bytes));
  }
}
