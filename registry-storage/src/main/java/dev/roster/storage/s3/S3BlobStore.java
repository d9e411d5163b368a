package dev.roster.storage.s3;

import dev.roster.core.artifact.BlobStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Stores bytes in S3. It uses only puts, ranged gets, heads, deletes, lists and multipart puts. */
@Component
class S3BlobStore implements BlobStore, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(S3BlobStore.class);
  private static final String PREFIX = "blobs/";

  private final S3Client s3;
  private final String bucket;
  private final ExecutorService senders =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "s3-sender");
            thread.setDaemon(true);
            return thread;
          });

  S3BlobStore(S3Client s3, S3Settings settings) {
    this.s3 = s3;
    this.bucket = S3Clients.required("bucket", settings.bucket());
  }

  @Override
  public long put(String key, InputStream bytes) throws IOException {
    Part first = new Part();
    first.fill(bytes);
    Part second = new Part();
    if (first.isFull()) second.fill(bytes);
    long size;
    if (second.isEmpty()) {
      size = first.length();
      asking(() -> s3.putObject(b -> b.bucket(bucket).key(key), first.body()));
    } else {
      size = new MultipartPut(s3, bucket, key, senders).send(first, second, bytes);
    }
    Optional<Long> kept = size(key);
    if (kept.isEmpty() || kept.get() != size)
      throw unavailable(
          new IOException(
              "The store has " + kept.orElse(0L) + " bytes under " + key + " instead of " + size));
    return size;
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
    return asking(
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
    return asking(
        () -> {
          try {
            return Optional.of(s3.headObject(b -> b.bucket(bucket).key(key)).contentLength());
          } catch (NoSuchKeyException gone) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void discard(String key) {
    asking(
        () -> {
          ListMultipartUploadsResponse open =
              s3.listMultipartUploads(b -> b.bucket(bucket).prefix(key));
          open.uploads().stream()
              .filter(upload -> upload.key().equals(key))
              .forEach(
                  upload ->
                      s3.abortMultipartUpload(
                          b -> b.bucket(bucket).key(key).uploadId(upload.uploadId())));
          return s3.deleteObject(b -> b.bucket(bucket).key(key));
        });
  }

  @Override
  public Listing list(@Nullable String continuation) {
    ListObjectsV2Response page =
        asking(
            () ->
                s3.listObjectsV2(
                    b -> b.bucket(bucket).prefix(PREFIX).continuationToken(continuation)));
    List<Listed> keys =
        page.contents().stream().map(o -> new Listed(o.key(), o.lastModified())).toList();
    return new Listing(keys, page.nextContinuationToken());
  }

  @Override
  public void destroy() {
    senders.shutdownNow();
  }

  /** Calls the store. Every failure of the store or the connection becomes the same problem. */
  static <T> T asking(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failed) {
      throw unavailable(failed);
    }
  }

  static Refused unavailable(Throwable cause) {
    LOG.warn("The artifact store failed: {}", cause.getMessage());
    return Refused.because(
        ProblemCode.STORAGE_UNAVAILABLE,
        "The artifact store is not available or returned an error. Nothing was changed. Try again.",
        cause);
  }
}
