package dev.roster.app.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

class ArrivingBodyTest {
  private final List<Integer> timeouts = new ArrayList<>();
  private final AtomicInteger ended = new AtomicInteger();

  private ArrivingBody body(long length, Duration timeout, Integer... reads) {
    Deque<Integer> left = new ArrayDeque<>(Arrays.asList(reads));
    InputBuffer source =
        new InputBuffer() {
          @Override
          public int doRead(ApplicationBufferHandler handler) {
            return left.isEmpty() ? -1 : left.remove();
          }

          @Override
          public int available() {
            return 0;
          }
        };
    ArrivingBody body = new ArrivingBody(source, timeouts::add);
    body.begin(length, timeout, ended::incrementAndGet);
    return body;
  }

  @Test
  void aBodyEndsOnceWithItsLastByteOrItsLastChunk() throws IOException {
    ArrivingBody sized = body(5, Duration.ofSeconds(1), 2, 3);
    sized.doRead(null);
    assertThat(sized.missing()).isEqualTo(3);
    sized.doRead(null);
    sized.doRead(null);
    assertThat(sized.missing()).isZero();
    assertThat(ended).hasValue(1);

    ArrivingBody chunked = body(-1, Duration.ofSeconds(1), 2);
    chunked.doRead(null);
    assertThat(chunked.missing()).isPositive();
    chunked.doRead(null);
    assertThat(chunked.missing()).isZero();
    assertThat(ended).hasValue(2);
  }

  @Test
  void aReadWaitsForWhatIsLeftOfTheTime() throws IOException {
    ArrivingBody body = body(5000, Duration.ofSeconds(10), 10, 2000, 10);
    body.doRead(null);
    body.doRead(null);
    body.doRead(null);
    assertThat(timeouts.get(0)).isEqualTo(10_000);
    assertThat(timeouts.get(1)).isBetween(1, 10_000);
    assertThat(timeouts.get(2)).as("a KiB has come, so the time begins again").isEqualTo(10_000);
  }

  @Test
  void aBodyThatHasNoTimeLeftIsNotReadOn() {
    assertThatThrownBy(() -> body(5, Duration.ZERO, 5).doRead(null))
        .isInstanceOf(SocketTimeoutException.class);
  }
}
