package dev.roster.storage.s3;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.upload.DirectPartStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Stores bytes in S3. It uses only puts, ranged gets, heads, deletes, lists and multipart puts. */
public final class S3BlobStore implements BlobStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(S3BlobStore.class);
  private static final String PREFIX = "blobs/";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final S3Client s3;

  /** A client of its own, as connections that hang may be all that the other one has. */
  private final S3Client probes;

  private final String bucket;
  private final StoreCircuit circuit = new StoreCircuit();
  private final ExecutorService senders =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "s3-sender");
            thread.setDaemon(true);
            return thread;
          });

  private S3BlobStore(S3Client s3, S3Client probes, String bucket) {
    this.s3 = s3;
    this.probes = probes;
    this.bucket = bucket;
  }

  /**
   * The store of these settings.
   *
   * @throws IllegalStateException if the endpoint, the bucket or a key is not set
   */
  public static S3BlobStore at(S3Settings settings) {
    return new S3BlobStore(
        S3Clients.of(settings),
        S3Clients.of(settings.forProbes()),
        S3Clients.required("bucket", settings.bucket()));
  }

  /**
   * Takes parts of objects by the same way to the store.
   *
   * @param settings those of this store
   * @param joined is told the key of each object whose parts were joined
   */
  public DirectPartStore parts(S3Settings settings, Consumer<String> joined) {
    return new S3PartStore(s3, S3Clients.signer(settings), circuit, bucket, joined);
  }

  @Override
  public boolean isAvailable() {
    boolean answers;
    try {
      probes.headBucket(
          b -> b.bucket(bucket).overrideConfiguration(o -> o.apiCallTimeout(PATIENCE)));
      answers = true;
    } catch (SdkException unanswered) {
      LOG.debug("The store does not answer a probe: {}", unanswered.getMessage());
      answers = false;
    }
    circuit.probed(answers);
    return answers;
  }

  @Override
  public long put(String key, InputStream bytes) throws IOException {
    circuit.check(); // before the client sends its bytes
    Part first = new Part();
    first.fill(bytes);
    Part second = new Part();
    if (first.isFull()) second.fill(bytes);
    if (second.isEmpty()) return putWhole(key, first);
    long size = new MultipartPut(s3, circuit, bucket, key, senders).send(first, second, bytes);
    checkSize(key, size);
    return size;
  }

  private long putWhole(String key, Part part) {
    String tag =
        circuit.call(() -> s3.putObject(b -> b.bucket(bucket).key(key), part.body())).eTag();
    if (tag == null || !part.hasMd5(tag)) checkSize(key, part.length());
    return part.length();
  }

  /** Some stores answer a put before they have all of it, so the store is asked. */
  private void checkSize(String key, long size) {
    Optional<Long> kept = size(key);
    if (kept.isEmpty() || kept.get() != size)
      throw StoreCircuit.unavailable(
          new IOException(
              "The store has " + kept.orElse(0L) + " bytes under " + key + " instead of " + size));
  }

  @Override
  public Optional<InputStream> read(String key, long offset, long length) {
    if (length == 0) return size(key).map(size -> InputStream.nullInputStream());
    return open(key, offset, length)
        .map(
            stream ->
                new ResumingStream(
                    stream, length, done -> again(key, offset + done, length - done)));
  }

  private InputStream again(String key, long offset, long length) throws IOException {
    return open(key, offset, length)
        .orElseThrow(() -> new IOException("The object " + key + " disappeared during a read"));
  }

  private Optional<InputStream> open(String key, long offset, long length) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .range("bytes=" + offset + "-" + (offset + length - 1))
            .build();
    return circuit.call(
        () -> {
          try {
            return Optional.of(new AbortingStream(s3.getObject(request)));
          } catch (NoSuchKeyException gone) {
            return Optional.empty();
          } catch (S3Exception refused) {
            // The object is shorter than the offset, so it is not the object that was put.
            if (refused.statusCode() == 416) return Optional.of(InputStream.nullInputStream());
            throw refused;
          }
        });
  }

  @Override
  public Optional<Long> size(String key) {
    return circuit.call(
        () -> {
          try {
            HeadObjectResponse head = s3.headObject(b -> b.bucket(bucket).key(key));
            return Optional.of(StoreCircuit.required(head.contentLength(), "Content-Length"));
          } catch (NoSuchKeyException gone) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void discard(String key) {
    discardUnfinished(key);
    circuit.call(() -> s3.deleteObject(b -> b.bucket(bucket).key(key)));
  }

  /** A create whose answer was lost and which was repeated leaves one that nobody completes. */
  @Override
  public List<String> unfinished() {
    return uploads(PREFIX).stream().map(MultipartUpload::key).distinct().toList();
  }

  @Override
  public void discardUnfinished(String key) {
    for (MultipartUpload upload : uploads(key))
      if (upload.key().equals(key))
        circuit.call(
            () ->
                s3.abortMultipartUpload(
                    b -> b.bucket(bucket).key(key).uploadId(upload.uploadId())));
  }

  private List<MultipartUpload> uploads(String prefix) {
    return circuit.call(
        () ->
            s3
                .listMultipartUploadsPaginator(b -> b.bucket(bucket).prefix(prefix))
                .uploads()
                .stream()
                .toList());
  }

  @Override
  public Listing list(@Nullable String continuation) {
    ListObjectsV2Response page =
        circuit.call(
            () ->
                s3.listObjectsV2(
                    b -> b.bucket(bucket).prefix(PREFIX).continuationToken(continuation)));
    List<Listed> keys =
        page.contents().stream().map(o -> new Listed(o.key(), o.lastModified())).toList();
    return new Listing(keys, page.nextContinuationToken());
  }

  @Override
  public List<String> keys(String folder) {
    return circuit.call(
        () ->
            s3.listObjectsV2Paginator(b -> b.bucket(bucket).prefix(folder)).contents().stream()
                .map(S3Object::key)
                .distinct()
                .toList());
  }

  @Override
  public void close() {
    senders.shutdownNow();
    s3.close();
    probes.close();
  }
}
