package dev.roster.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link BlobStore} does. A new implementation, or a new store for one, extends this
 * class and gives itself.
 */
public abstract class BlobStoreContract {
  /** The size from which an implementation over S3 sends parts. */
  private static final int PART = 5 << 20;

  private final List<String> used = new ArrayList<>();
  private final String key = key();

  /** The store under test. It may hold other keys. */
  protected abstract BlobStore store();

  /** A new key, which is discarded after the test. */
  protected final String key() {
    String key = "blobs/00/" + UUID.randomUUID();
    used.add(key);
    return key;
  }

  @AfterEach
  void discardWhatWasPut() {
    used.forEach(store()::discard);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 2 * PART, 20_000_000})
  void whatIsPutIsRead(int size) throws IOException {
    byte[] bytes = random(size);

    assertThat(store().put(key, new ByteArrayInputStream(bytes))).isEqualTo(size);

    assertThat(store().size(key)).contains((long) size);
    assertThat(read(key, 0, size)).isEqualTo(bytes);
  }

  @Test
  void aCheckpointOfTheAuditLogIsKeptBesideTheBlobsAndIsNotListedAsOne() throws IOException {
    String checkpoint = StoreKey.ofCheckpoint(System.nanoTime());
    used.add(checkpoint);
    store().put(checkpoint, new ByteArrayInputStream(random(10)));
    assertThat(store().size(checkpoint)).contains(10L);
    assertThat(store().list(null).keys()).noneMatch(listed -> listed.key().equals(checkpoint));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 1000", "1, 998", "999, 1", "500, 500", "500, 5000", "0, 0"})
  void aPartIsReadFromItsOffsetToItsLengthOrTheEnd(int offset, int length) throws IOException {
    byte[] bytes = random(1_000);
    store().put(key, new ByteArrayInputStream(bytes));

    assertThat(read(key, offset, length))
        .isEqualTo(Arrays.copyOfRange(bytes, offset, Math.min(1_000, offset + length)));
  }

  /** Stores read and write large files by whole blocks of the disk. */
  @ParameterizedTest
  @CsvSource({
    "0, 3000017",
    "1, 3000016",
    "4096, 2000000",
    "4097, 1048576",
    "1048575, 1048577",
    "2995920, 4097",
    "1900000, 1100017",
    "1900000, 9000000"
  })
  void aPartOfALargeFileIsReadWhateverItsOffsetAndTheReadersBuffer(int offset, int length)
      throws IOException {
    byte[] bytes = random(3_000_017);
    store().put(key, new ByteArrayInputStream(bytes));
    byte[] wanted =
        Arrays.copyOfRange(bytes, offset, (int) Math.min(bytes.length, (long) offset + length));

    assertThat(read(key, offset, length)).isEqualTo(wanted);
    for (int buffer : new int[] {1_000, 65_536, 70_001, 1 << 20})
      assertThat(readBy(buffer, offset, length)).isEqualTo(wanted);
  }

  private byte[] readBy(int buffer, long offset, long length) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[buffer + 7];
    try (InputStream read = store().read(key, offset, length).orElseThrow()) {
      for (int count; (count = read.read(some, 7, buffer)) >= 0; ) all.write(some, 7, count);
    }
    return all.toByteArray();
  }

  @Test
  void aReadThatIsClosedEarlyDoesNotWaitForTheRest() throws IOException {
    store().put(key, new ByteArrayInputStream(random(20_000_000)));
    for (int i = 0; i < 20; i++) { // more than the pool has connections
      InputStream read = store().read(key, 0, 20_000_000).orElseThrow();
      assertThat(read.read()).isGreaterThanOrEqualTo(0);
      read.close();
    }
  }

  @Test
  void aMissingKeyIsAnAnswer() {
    assertThat(store().size(key)).isEmpty();
    assertThat(store().read(key, 0, 1)).isEmpty();
    assertThat(store().read(key, 0, 0)).isEmpty();
    store().discard(key);
  }

  @Test
  void discardRemovesOneKeyAndMayBeRepeated() throws IOException {
    String other = key();
    store().put(key, new ByteArrayInputStream(random(10)));
    store().put(other, new ByteArrayInputStream(random(20)));

    store().discard(key);
    store().discard(key);

    assertThat(store().size(key)).isEmpty();
    assertThat(store().read(key, 0, 10)).isEmpty();
    assertThat(store().size(other)).contains(20L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 2 * PART + 10})
  void up02AStreamThatBreaksLeavesNothing(int sent) {
    assertThatThrownBy(() -> store().put(key, breakingAfter(sent)))
        .isInstanceOf(IOException.class)
        .hasMessage("the client is gone");

    assertThat(store().size(key)).isEmpty();
  }

  @Test
  void putsAtTheSameTimeDoNotMix() {
    List<CompletableFuture<String>> puts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String mine = key();
      int size = 100_000 + i;
      puts.add(
          CompletableFuture.supplyAsync(
              () -> {
                put(mine, random(size));
                return mine;
              }));
    }
    for (int i = 0; i < 8; i++) {
      String mine = puts.get(i).join();
      assertThat(readAll(mine)).isEqualTo(random(100_000 + i));
    }
  }

  @Test
  void aQuietStoreListsEachKeyWithItsTime() {
    List<String> mine = List.of(key(), key(), key());
    mine.forEach(name -> put(name, random(1)));

    List<BlobStore.Listed> listed = listed();

    assertThat(listed).extracting(BlobStore.Listed::key).containsAll(mine);
    assertThat(listed).extracting(BlobStore.Listed::modified).doesNotContainNull();
    store().discard(mine.get(0));
    assertThat(listed()).extracting(BlobStore.Listed::key).doesNotContain(mine.get(0));
  }

  /** All pages of the list. */
  private List<BlobStore.Listed> listed() {
    List<BlobStore.Listed> all = new ArrayList<>();
    @Nullable String continuation = null;
    do {
      BlobStore.Listing page = store().list(continuation);
      all.addAll(page.keys());
      continuation = page.continuation();
    } while (continuation != null);
    return all;
  }

  private byte[] read(String name, long offset, long length) throws IOException {
    try (InputStream read = store().read(name, offset, length).orElseThrow()) {
      return read.readAllBytes();
    }
  }

  private byte[] readAll(String name) {
    try {
      return read(name, 0, store().size(name).orElseThrow());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void put(String name, byte[] bytes) {
    try {
      store().put(name, new ByteArrayInputStream(bytes));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static InputStream breakingAfter(int sent) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the client is gone");
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(random(sent)), broken);
  }

  /** The same bytes for the same size. */
  protected static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
