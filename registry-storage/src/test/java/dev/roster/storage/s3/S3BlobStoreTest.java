package dev.roster.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.storage.BlobStoreContract;
import dev.roster.storage.Engines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobStoreTest extends BlobStoreContract {
  private static final Engines.Bucket BUCKET = Engines.bucket();
  private static final S3Client BEHIND = BUCKET.client();
  private static final S3BlobStore STORE =
      storeAt(BUCKET.endpoint(), S3Settings.Checksums.WHEN_REQUIRED);

  private final String key = key();

  @Override
  protected BlobStore store() {
    return STORE;
  }

  private static S3BlobStore storeAt(String endpoint, S3Settings.Checksums checksums) {
    return storeAt(BUCKET, endpoint, checksums);
  }

  private static S3BlobStore storeAt(
      Engines.Bucket bucket, String endpoint, S3Settings.Checksums checksums) {
    S3Settings settings =
        new S3Settings(
            URI.create(endpoint),
            null,
            bucket.name(),
            bucket.accessKey(),
            bucket.secretKey(),
            bucket.region(),
            checksums,
            true,
            10,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));
    return S3BlobStore.at(settings);
  }

  @AfterAll
  static void close() {
    STORE.close();
    BEHIND.close();
  }

  @ParameterizedTest
  @EnumSource
  void s308BothWaysOfChecksumsWork(S3Settings.Checksums checksums) throws IOException {
    S3BlobStore store = storeAt(BUCKET.endpoint(), checksums);
    byte[] bytes = random(2 * Part.SIZE + 7);

    store.put(key, new ByteArrayInputStream(bytes));

    try (InputStream read = store.read(key, 5, 10).orElseThrow()) {
      assertThat(read.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 5, 15));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 2 * Part.SIZE + 10})
  void up02AStreamThatBreaksLeavesNoParts(int sent) {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(random(sent)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the client is gone");
              }
            });

    assertThatThrownBy(() -> STORE.put(key, broken)).hasMessage("the client is gone");

    assertThat(STORE.size(key)).isEmpty();
    assertThat(BEHIND.listMultipartUploads(b -> b.bucket(BUCKET.name())).uploads())
        .noneMatch(upload -> upload.key().equals(key));
  }

  @Test
  void whatAnUnfinishedPutLeftIsDiscardedAndTheObjectStays() throws IOException {
    STORE.put(key, new ByteArrayInputStream(new byte[] {1}));
    BEHIND.createMultipartUpload(b -> b.bucket(BUCKET.name()).key(key));
    assertThat(STORE.unfinished()).contains(key);

    STORE.discardUnfinished(key);

    assertThat(STORE.unfinished()).doesNotContain(key);
    assertThat(STORE.size(key)).contains(1L);
  }

  @Test
  void discardTakesPartsOfAnUnfinishedPutToo() {
    BEHIND.createMultipartUpload(b -> b.bucket(BUCKET.name()).key(key));

    STORE.discard(key);

    assertThat(BEHIND.listMultipartUploads(b -> b.bucket(BUCKET.name())).uploads())
        .noneMatch(upload -> upload.key().equals(key));
  }

  @Test
  void s301AStoreThatIsAwayIsOneAnswer() {
    S3BlobStore away = storeAt("http://127.0.0.1:1", S3Settings.Checksums.WHEN_REQUIRED);

    for (Runnable call :
        new Runnable[] {
          () -> away.size(key),
          () -> away.read(key, 0, 1),
          () -> away.discard(key),
          () -> away.list(null),
          () -> put(away, random(1)),
          () -> put(away, random(2 * Part.SIZE))
        })
      assertThatThrownBy(call::run)
          .asInstanceOf(type(Refused.class))
          .returns(ProblemCode.STORAGE_UNAVAILABLE, Refused::code);
  }

  private void put(BlobStore store, byte[] bytes) {
    try {
      store.put(key, new ByteArrayInputStream(bytes));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void s307EveryKeyIsListedByFollowingTheToken() throws IOException {
    Engines.Bucket other = Engines.bucket();
    try (S3Client client = other.client()) {
      for (int i = 0; i < 1005; i++) {
        String name = "blobs/00/%04d".formatted(i);
        client.putObject(b -> b.bucket(other.name()).key(name), RequestBody.empty());
      }
      S3BlobStore store = storeAt(other, other.endpoint(), S3Settings.Checksums.WHEN_REQUIRED);
      BlobStore.Listing first = store.list(null);
      BlobStore.Listing rest = store.list(first.continuation());
      assertThat(first.keys().size() + rest.keys().size()).isEqualTo(1005);
      assertThat(rest.continuation()).isNull();
    }
  }

  @Test
  void s303ABrokenReadGoesOnWhereItBroke() throws IOException {
    byte[] bytes = random(1000);
    InputStream breaking =
        new ResumingStream(
            brokenAfter(bytes, 0, 300), 1000, done -> brokenAfter(bytes, (int) done, 300));

    assertThat(breaking.readAllBytes()).isEqualTo(bytes);
  }

  @Test
  void s303AReadThatKeepsBreakingFails() {
    byte[] bytes = random(1000);
    InputStream breaking =
        new ResumingStream(
            brokenAfter(bytes, 0, 10), 1000, done -> brokenAfter(bytes, (int) done, 10));

    assertThatThrownBy(breaking::readAllBytes).isInstanceOf(IOException.class);
  }

  private static InputStream brokenAfter(byte[] bytes, int from, int count) {
    int length = Math.min(count, bytes.length - from);
    InputStream some = new ByteArrayInputStream(bytes, from, length);
    if (from + length == bytes.length) return some;
    return new SequenceInputStream(
        some,
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        });
  }

  @Test
  void theHeapStaysFlatHoweverLongTheStream() throws IOException {
    long size = 300_000_000;
    Runtime runtime = Runtime.getRuntime();
    long before = used(runtime);
    long[] most = {0};
    InputStream endless =
        new InputStream() {
          private long left = size;
          private long untilLook = 50_000_000;

          @Override
          public int read() {
            return left-- > 0 ? 7 : -1;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            if (left == 0) return -1;
            int read = (int) Math.min(left, length);
            left -= read;
            untilLook -= read;
            if (untilLook < 0) {
              untilLook = 50_000_000;
              most[0] = Math.max(most[0], used(runtime));
            }
            return read;
          }
        };

    assertThat(STORE.put(key, endless)).isEqualTo(size);

    assertThat(most[0] - before).isLessThan(32_000_000);
    STORE.discard(key);
    assertThat(STORE.size(key)).isEmpty();
  }

  private static long used(Runtime runtime) {
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
