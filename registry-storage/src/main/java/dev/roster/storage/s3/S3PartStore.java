package dev.roster.storage.s3;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.upload.DirectPartStore;
import dev.roster.core.upload.PartedObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Takes parts by the multipart uploads of S3, whose ids are the handles. */
final class S3PartStore implements DirectPartStore {
  private static final int NOT_FOUND = 404;

  /** Some stores copy all parts when they join them. */
  private static final Duration LONGEST_JOIN = Duration.ofMinutes(10);

  private final S3Client s3;
  private final S3Presigner signer;
  private final StoreCircuit circuit;
  private final String bucket;
  private final Consumer<String> joined;

  /**
   * @param joined is told the key of each object that was joined
   */
  S3PartStore(
      S3Client s3,
      S3Presigner signer,
      StoreCircuit circuit,
      String bucket,
      Consumer<String> joined) {
    this.s3 = s3;
    this.signer = signer;
    this.circuit = circuit;
    this.bucket = bucket;
    this.joined = joined;
  }

  @Override
  public String begin(String key) {
    return circuit.call(() -> s3.createMultipartUpload(b -> b.bucket(bucket).key(key))).uploadId();
  }

  @Override
  public void put(PartedObject object, int number, long offset, byte[] bytes) {
    calling(
        () ->
            s3.uploadPart(
                b ->
                    b.bucket(bucket).key(object.key()).uploadId(object.handle()).partNumber(number),
                RequestBody.fromContentProvider(
                    () -> new ByteArrayInputStream(bytes),
                    bytes.length,
                    "application/octet-stream")));
  }

  @Override
  public Map<Integer, Long> list(PartedObject object) {
    return parts(object).stream().collect(Collectors.toMap(Part::partNumber, Part::size));
  }

  private List<Part> parts(PartedObject object) {
    return calling(
        () ->
            s3
                .listPartsPaginator(
                    b -> b.bucket(bucket).key(object.key()).uploadId(object.handle()))
                .parts()
                .stream()
                .toList());
  }

  @Override
  public void join(PartedObject object) {
    List<CompletedPart> all =
        parts(object).stream()
            .sorted(Comparator.comparing(Part::partNumber))
            .map(
                part ->
                    CompletedPart.builder().partNumber(part.partNumber()).eTag(part.eTag()).build())
            .toList();
    if (all.isEmpty()) throw lost(null);
    calling(
        () ->
            s3.completeMultipartUpload(
                b ->
                    b.bucket(bucket)
                        .key(object.key())
                        .uploadId(object.handle())
                        .multipartUpload(m -> m.parts(all))
                        .overrideConfiguration(o -> o.apiCallTimeout(LONGEST_JOIN))));
    joined.accept(object.key());
  }

  @Override
  public void abort(PartedObject object) {
    if (object.handle().isEmpty()) return; // what the store may have begun is found by its key
    circuit.call(
        () -> {
          try {
            return s3.abortMultipartUpload(
                b -> b.bucket(bucket).key(object.key()).uploadId(object.handle()));
          } catch (S3Exception refused) {
            if (refused.statusCode() == NOT_FOUND) return refused;
            throw refused;
          }
        });
  }

  /** The length is signed too, so that the URL takes no other. */
  @Override
  public URI sign(PartedObject object, int number, long size, Duration lifetime) {
    return URI.create(
        signer
            .presignUploadPart(
                request ->
                    request
                        .signatureDuration(lifetime)
                        .uploadPartRequest(
                            b ->
                                b.bucket(bucket)
                                    .key(object.key())
                                    .uploadId(object.handle())
                                    .partNumber(number)
                                    .contentLength(size)))
            .url()
            .toString());
  }

  /** A store that does not know the upload has lost its parts, or has joined them before. */
  private <T> T calling(Supplier<T> call) {
    return circuit.call(
        () -> {
          try {
            return call.get();
          } catch (S3Exception refused) {
            if (refused.statusCode() != NOT_FOUND) throw refused;
            throw lost(refused);
          }
        });
  }

  private static Refused lost(@Nullable S3Exception cause) {
    String detail =
        "The store does not know the parts of this upload. Open a new upload and send them again.";
    return cause == null
        ? Refused.because(ProblemCode.PARTS_LOST, detail)
        : Refused.because(ProblemCode.PARTS_LOST, detail, cause);
  }
}
