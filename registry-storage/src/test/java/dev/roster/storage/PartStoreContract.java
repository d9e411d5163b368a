package dev.roster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.upload.PartStore;
import dev.roster.core.upload.PartedObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link PartStore} does. */
public abstract class PartStoreContract {
  private static final int PART = 6 << 20;

  private final String key = StoreKey.random();
  private final byte[] bytes = random(2 * PART + 1000);

  /** The store under test. */
  protected abstract PartStore parts();

  /** The store that has the joined objects. */
  protected abstract BlobStore blobs();

  @AfterEach
  void discard() {
    blobs().discard(key);
  }

  private PartedObject begin() {
    return new PartedObject(key, parts().begin(key));
  }

  private void put(PartedObject object, int number) {
    int from = (number - 1) * PART;
    byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART));
    parts().put(object, number, from, part);
  }

  private byte[] read() throws IOException {
    try (var stream = blobs().read(key, 0, bytes.length + 1).orElseThrow()) {
      return stream.readAllBytes();
    }
  }

  @Test
  void partsInAnyOrderMakeTheWhole() throws IOException {
    PartedObject object = begin();
    assertThat(parts().list(object)).isEmpty();
    put(object, 3);
    put(object, 1);
    assertThat(parts().list(object)).isEqualTo(Map.of(1, (long) PART, 3, 1000L));
    assertThat(blobs().size(key)).as("nothing is there before the join").isEmpty();
    put(object, 2);

    parts().join(object);

    assertThat(blobs().size(key)).contains((long) bytes.length);
    assertThat(read()).isEqualTo(bytes);
  }

  @Test
  void aPartThatIsPutAgainReplacesTheFirst() throws IOException {
    PartedObject object = begin();
    parts().put(object, 1, 0, random(PART - 1)); // differs in each byte, and in length
    parts().put(object, 1, 0, new byte[PART]);
    for (int number = 1; number <= 3; number++) put(object, number);

    parts().join(object);

    assertThat(read()).isEqualTo(bytes);
  }

  @Test
  void partsArriveAtTheSameTimeEvenTwice() throws IOException {
    PartedObject object = begin();
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 12)
            .mapToObj(i -> CompletableFuture.runAsync(() -> put(object, i % 3 + 1)))
            .toList();
    all.forEach(CompletableFuture::join);

    parts().join(object);

    assertThat(read()).isEqualTo(bytes);
  }

  @Test
  void abortedPartsAreLost() {
    PartedObject object = begin();
    put(object, 1);

    parts().abort(object);
    parts().abort(object); // absence is success

    assertThatThrownBy(() -> parts().join(object)).satisfies(PartStoreContract::isLost);
    try {
      assertThat(parts().list(object)).isEmpty();
    } catch (Refused lost) {
      isLost(lost);
    }
    assertThat(blobs().size(key)).isEmpty();
  }

  @Test
  void partsThatNobodyJoinsAreFoundAndDiscarded() {
    PartedObject object = begin();
    put(object, 1);
    assertThat(blobs().unfinished()).contains(key);

    blobs().discardUnfinished(key);

    assertThat(blobs().unfinished()).doesNotContain(key);
    assertThatThrownBy(() -> parts().join(object)).satisfies(PartStoreContract::isLost);
  }

  @Test
  void partsAreDiscardedWithTheirKey() {
    begin();

    blobs().discard(key);

    assertThat(blobs().unfinished()).doesNotContain(key);
  }

  @Test
  void afterTheJoinNoPartIsReplaced() throws IOException {
    PartedObject object = begin();
    for (int number = 1; number <= 3; number++) put(object, number);
    parts().join(object);

    try {
      parts().put(object, 1, 0, random(PART));
    } catch (Refused late) {
      isLost(late);
    }

    assertThat(read()).isEqualTo(bytes);
  }

  private static void isLost(Throwable refused) {
    assertThat(((Refused) refused).code()).isEqualTo(ProblemCode.PARTS_LOST);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
