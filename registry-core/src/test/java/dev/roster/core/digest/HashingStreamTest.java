package dev.roster.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HashingStreamTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, B.1

  @Test
  void bytesAreHashedAndCountedHoweverTheyAreRead() throws IOException {
    HashingStream stream = of("abc", 3);
    assertThat(stream.read()).isEqualTo('a');
    assertThat(stream.read(new byte[8], 2, 5)).isEqualTo(2);
    assertThat(stream.read()).isEqualTo(-1);

    assertThat(stream.count()).isEqualTo(3);
    assertThat(stream.sha256()).hasToString("sha256:" + ABC);
  }

  @Test
  void theLimitIsTakenAndOneMoreIsRefused() throws IOException {
    assertThat(of("abc", 3).readAllBytes()).hasSize(3);
    assertThatThrownBy(() -> of("abcd", 3).readAllBytes())
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.TOO_LARGE, Refused::code);
    assertThat(of("", 0).readAllBytes()).isEmpty();
  }

  private static HashingStream of(String text, long limit) {
    return new HashingStream(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        limit,
        most -> Refused.because(ProblemCode.TOO_LARGE, "More than " + most + " bytes came."));
  }
}
