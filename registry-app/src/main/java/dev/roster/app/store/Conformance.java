package dev.roster.app.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.digest.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tries on the operator's bucket every operation that Roster needs, under keys of its own. */
public final class Conformance {
  private static final int PART = 5 << 20;

  /**
   * The outcome of one trial.
   *
   * @param needed whether Roster depends on it
   * @param fault what the store did wrong; empty if it passed
   */
  public record Trial(String what, boolean needed, String fault) {
    public boolean passed() {
      return fault.isEmpty();
    }
  }

  private interface Attempt {
    /** Returns what is wrong; empty if nothing is. */
    String run() throws IOException;
  }

  private final S3Client store;
  private final String bucket;
  private final String prefix = "roster-doctor/" + UUID.randomUUID() + "/";
  private final byte[] bytes = "the bytes of a trial".getBytes(UTF_8);

  public Conformance(S3Client store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  public void run(Consumer<Trial> tell) {
    try {
      trial("put and get an object", true, this::putAndGet, tell);
      trial("read a range", true, this::range, tell);
      trial("say that a key is missing", true, this::missing, tell);
      trial("multipart upload", true, this::multipart, tell);
      trial("abort a multipart upload", true, this::abort, tell);
      trial("list with continuation", true, this::list, tell);
      trial("refuse bytes of another SHA-256", false, this::wrongDigest, tell);
      trial("refuse to overwrite (If-None-Match)", false, this::conditional, tell);
    } finally {
      trial("delete, twice", true, this::delete, tell);
    }
  }

  private static void trial(String what, boolean needed, Attempt attempt, Consumer<Trial> tell) {
    String fault;
    try {
      fault = attempt.run();
    } catch (SdkException | IOException refused) {
      fault = String.valueOf(refused.getMessage());
    }
    tell.accept(new Trial(what, needed, fault));
  }

  private String putAndGet() {
    put("a");
    return expect(
        bytes, store.getObjectAsBytes(o -> o.bucket(bucket).key(prefix + "a")).asByteArray());
  }

  private String range() {
    byte[] part =
        store
            .getObjectAsBytes(o -> o.bucket(bucket).key(prefix + "a").range("bytes=4-8"))
            .asByteArray();
    return expect(Arrays.copyOfRange(bytes, 4, 9), part);
  }

  private String missing() throws IOException {
    try (ResponseInputStream<GetObjectResponse> in =
        store.getObject(o -> o.bucket(bucket).key(prefix + "none"))) {
      return "it returned "
          + in.response().contentLength()
          + " bytes for a key that does not exist";
    } catch (NoSuchKeyException right) {
      return "";
    }
  }

  private String multipart() {
    byte[] first = new byte[PART];
    new Random(1).nextBytes(first);
    String key = prefix + "parts";
    String id = store.createMultipartUpload(m -> m.bucket(bucket).key(key)).uploadId();
    List<CompletedPart> parts = List.of(part(key, id, 1, first), part(key, id, 2, bytes));
    store.completeMultipartUpload(
        m -> m.bucket(bucket).key(key).uploadId(id).multipartUpload(u -> u.parts(parts)));
    byte[] whole = store.getObjectAsBytes(o -> o.bucket(bucket).key(key)).asByteArray();
    byte[] expected = Arrays.copyOf(first, PART + bytes.length);
    System.arraycopy(bytes, 0, expected, PART, bytes.length);
    return expect(expected, whole);
  }

  private CompletedPart part(String key, String id, int number, byte[] content) {
    String etag =
        store
            .uploadPart(
                p -> p.bucket(bucket).key(key).uploadId(id).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private String abort() {
    String key = prefix + "aborted";
    String id = store.createMultipartUpload(m -> m.bucket(bucket).key(key)).uploadId();
    part(key, id, 1, bytes);
    store.abortMultipartUpload(m -> m.bucket(bucket).key(key).uploadId(id));
    ListObjectsV2Response listed = store.listObjectsV2(l -> l.bucket(bucket).prefix(key));
    return listed.contents().isEmpty() ? "" : "the aborted object exists";
  }

  private String list() {
    put("b");
    put("c");
    int seen = 0;
    String token = null;
    do {
      String from = token;
      ListObjectsV2Response page =
          store.listObjectsV2(
              l -> l.bucket(bucket).prefix(prefix).maxKeys(1).continuationToken(from));
      seen += page.contents().size();
      token = page.nextContinuationToken();
    } while (token != null && seen < 100);
    return seen == 4 ? "" : "it lists " + seen + " of 4 objects";
  }

  private String wrongDigest() {
    String other = Base64.getEncoder().encodeToString(Sha256.hash("other".getBytes(UTF_8)));
    return refused(
        400,
        () ->
            store.putObject(
                o -> o.bucket(bucket).key(prefix + "wrong").checksumSHA256(other),
                RequestBody.fromBytes(bytes)));
  }

  private String conditional() {
    return refused(
        412,
        () ->
            store.putObject(
                o -> o.bucket(bucket).key(prefix + "a").ifNoneMatch("*"),
                RequestBody.fromBytes(bytes)));
  }

  private static String refused(int status, Runnable call) {
    try {
      call.run();
      return "it accepted the request";
    } catch (S3Exception answer) {
      return answer.statusCode() == status ? "" : "it answered " + answer.statusCode();
    }
  }

  private String delete() {
    for (String name : List.of("a", "b", "c", "parts", "wrong", "a")) // deleting twice is no error
    store.deleteObject(o -> o.bucket(bucket).key(prefix + name));
    int left = store.listObjectsV2(l -> l.bucket(bucket).prefix(prefix)).contents().size();
    return left == 0 ? "" : left + " objects are left under " + prefix;
  }

  private void put(String name) {
    store.putObject(
        o -> o.bucket(bucket).key(prefix + name),
        RequestBody.fromInputStream(new ByteArrayInputStream(bytes), bytes.length));
  }

  private static String expect(byte[] expected, byte[] found) {
    return Arrays.equals(expected, found)
        ? ""
        : "it returned "
            + found.length
            + " bytes that differ from the "
            + expected.length
            + " expected bytes";
  }
}
