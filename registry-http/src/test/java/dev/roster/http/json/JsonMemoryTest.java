package dev.roster.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMemoryTest {
  private static final int LARGEST = JsonLimits.MAX_DOCUMENT_BYTES;

  private final JsonMemory memory = new JsonMemory();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 100_000, LARGEST})
  void aBodyIsReadToItsEnd(int length) throws IOException {
    byte[] sent = new byte[length];
    new Random(1).nextBytes(sent);

    assertThat(memory.read(new ByteArrayInputStream(sent), LARGEST + 1)).isEqualTo(sent);
    assertThat(memory.read(new ByteArrayInputStream(sent), length / 2)).hasSize(length / 2);
  }

  @Test
  void theLargestDocumentFindsMemoryAndSmallOnesDoNotWaitForLargeOnes() {
    List<MemoryBudget.Claim> claims = new ArrayList<>();
    long most = Runtime.getRuntime().maxMemory() / LARGEST + 2;
    LongStream.range(0, most).forEach(i -> claims.add(memory.claim(500, 50)));
    claims.add(memory.claim(LARGEST, JsonLimits.MAX_VALUES));
    claims.add(memory.claim(500, 50));
    claims.forEach(MemoryBudget.Claim::close);
    memory.claim(LARGEST, JsonLimits.MAX_VALUES).close();
  }

  /** Each body arrives while the one before it is not complete. */
  @Test
  void bodiesThatArriveAtATimeTakeABoundedMemory() {
    int most = (int) (Runtime.getRuntime().maxMemory() / LARGEST) + 2;

    assertThatThrownBy(() -> memory.read(new Nested(most), LARGEST))
        .rootCause()
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.TOO_MANY_REQUESTS, Refused::code);
  }

  /** A body that ends only after another one of its kind was read. */
  private final class Nested extends FilterInputStream {
    private final int more;
    private int left = LARGEST;

    Nested(int more) {
      super(InputStream.nullInputStream());
      this.more = more;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left == 0) return -1;
      int read = Math.min(left, length);
      left -= read;
      if (left == 0 && more > 0)
        try {
          memory.read(new Nested(more - 1), LARGEST);
        } catch (Refused refused) {
          throw new IOException(refused);
        }
      return read;
    }
  }
}
