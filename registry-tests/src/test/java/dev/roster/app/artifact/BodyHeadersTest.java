package dev.roster.app.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header that says something about the body is honoured, or the request is refused. */
class BodyHeadersTest extends ArtifactCalls {
  private static final byte[] BYTES = "the bytes of a model".getBytes(UTF_8);

  @ParameterizedTest
  @CsvSource({
    "Content-Range, bytes 10-19/20",
    "Content-Range, bytes */20",
    "Range, bytes=10-",
    "If-Range, \"x\"",
    "Upload-Offset, 10",
    "Upload-Complete, ?0",
    "Tus-Resumable, 1.0.0",
    "X-Goog-Upload-Offset, 10",
    "x-amz-write-offset-bytes, 10",
  })
  void aPartIsNeverStoredAsTheWhole(String header, String value) {
    String version = draft();
    Answer refused = put(version, "f", BYTES, header, value);

    isProblem(refused, 400, "invalid_field");
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo(header);
    assertThat(refused.text()).contains("/uploads");
    isProblem(read(version, "f"), 404, "artifact_not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Location, /other",
    "Content-Transfer-Encoding, base64",
    "x-amz-copy-source, /bucket/key",
    "x-amz-decoded-content-length, 10",
    "X-Checksum-Deploy, true",
    "X-HTTP-Method-Override, DELETE",
    "X-HTTP-Method, DELETE",
    "X-Method-Override, DELETE",
    "If-Unmodified-Since, 'Wed, 21 Oct 2015 07:28:00 GMT'",
    "Trailer, x-amz-checksum-crc32",
  })
  void aHeaderThatIsNotFollowedIsRefusedByName(String header, String value) {
    String version = draft();
    Answer refused = put(version, "f", BYTES, header, value);

    isProblem(refused, 400, "invalid_field");
    assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo(header);
    isProblem(read(version, "f"), 404, "artifact_not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "Content-Encoding"})
  void whatABodyIsIsSaidOnce(String header) {
    String version = draft();
    String value = header.equals("Content-Type") ? "text/plain" : "identity";
    isProblem(
        put(version, "f", BYTES, header, value, header, "multipart/mixed"), 400, "invalid_field");
    isProblem(read(version, "f"), 404, "artifact_not_found");
  }

  @Test
  void aMethodIsNotOverridden() {
    String version = draft();
    put(version, "f", BYTES);
    isProblem(read(version, "f", "X-HTTP-Method-Override", "DELETE"), 400, "invalid_field");
    isProblem(
        send(
            with("POST", "/api/v1/models", "{\"name\":\"never\"}")
                .header("X-HTTP-Method-Override", "GET")),
        400,
        "invalid_field");
    assertThat(read(version, "f").status()).isEqualTo(200);
  }

  private record Announced(String header, String value) {}

  /** What each kind of client announces for these bytes. */
  private static List<Announced> announcing(byte[] bytes) throws Exception {
    List<Announced> all = new ArrayList<>();
    String md5 = base64(digest("MD5", bytes));
    String sha256 = base64(digest("SHA-256", bytes));
    all.add(new Announced("Content-MD5", md5));
    all.add(new Announced("Digest", "sha-256=" + sha256));
    all.add(new Announced("Digest", "unixsum=1,MD5=" + md5));
    all.add(new Announced("Digest", "SHA-512=" + base64(digest("SHA-512", bytes))));
    all.add(new Announced("x-amz-checksum-sha256", sha256));
    all.add(new Announced("x-amz-checksum-sha1", base64(digest("SHA-1", bytes))));
    all.add(new Announced("x-amz-checksum-crc32", cyclic(new CRC32(), bytes)));
    all.add(new Announced("x-amz-checksum-crc32c", cyclic(new CRC32C(), bytes)));
    all.add(new Announced("x-goog-hash", "crc32c=" + cyclic(new CRC32C(), bytes)));
    all.add(
        new Announced("x-amz-content-sha256", HexFormat.of().formatHex(digest("SHA-256", bytes))));
    all.add(new Announced("X-Checksum-Sha1", HexFormat.of().formatHex(digest("SHA-1", bytes))));
    String hex = HexFormat.of().formatHex(digest("SHA-256", bytes));
    all.add(new Announced("X-Content-SHA256", sha256));
    all.add(new Announced("X-SHA256", hex));
    all.add(new Announced("X-Content-MD5", md5));
    all.add(new Announced("X-Bz-Content-Sha1", HexFormat.of().formatHex(digest("SHA-1", bytes))));
    all.add(new Announced("OC-Checksum", "SHA256:" + hex));
    all.add(new Announced("Upload-Checksum", "sha1 " + base64(digest("SHA-1", bytes))));
    all.add(new Announced("Content-Digest", "sha-256=:" + sha256 + ":"));
    return all;
  }

  private static byte[] digest(String algorithm, byte[] bytes) throws Exception {
    return MessageDigest.getInstance(algorithm).digest(bytes);
  }

  private static String cyclic(Checksum sum, byte[] bytes) {
    sum.update(bytes);
    return base64(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void up01AChecksumOfAnyClientIsCompared() throws Exception {
    String version = draft();
    byte[] large = random(3_000_000);
    for (byte[] bytes : List.of(BYTES, large, new byte[0])) {
      for (Announced right : announcing(bytes))
        assertThat(put(version, "right", bytes, right.header(), right.value()).status())
            .as(right.toString())
            .isIn(200, 201);
      for (Announced wrong : announcing("other bytes".getBytes(UTF_8)))
        isProblem(
            put(version, "wrong", bytes, wrong.header(), wrong.value()), 400, "digest_mismatch");
    }
    isProblem(read(version, "wrong"), 404, "artifact_not_found");
  }

  @Test
  void up01ARefusalSaysBothChecksumsAsTheClientWritesThem() throws Exception {
    String version = draft();
    byte[] other = "other bytes".getBytes(UTF_8);
    for (String header : List.of("Content-MD5", "x-ms-blob-content-md5", "X-MD5"))
      assertThat(put(version, "f", BYTES, header, base64(digest("MD5", other))).text())
          .contains(base64(digest("MD5", BYTES)), base64(digest("MD5", other)), header);
    HexFormat hex = HexFormat.of();
    String named = "SHA256:" + hex.formatHex(digest("SHA-256", other));
    assertThat(put(version, "f", BYTES, "OC-Checksum", named).text())
        .contains(hex.formatHex(digest("SHA-256", BYTES)), named.substring(7), "OC-Checksum");
    String listed = "sha-256=" + base64(digest("SHA-256", other));
    assertThat(put(version, "f", BYTES, "Digest", listed).text())
        .contains(base64(digest("SHA-256", BYTES)), listed.substring(8), "Digest");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-MD5, abc",
    "Content-MD5, AAAA",
    "Digest, unixsum=1",
    "Digest, sha-256",
    "x-amz-checksum-crc64nvme, AAAAAAAAAAA=",
    "x-amz-checksum-crc32, zz",
    "x-amz-content-sha256, STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "X-Checksum-Sha256, 12",
    "X-Content-Sha384, AAAA",
    "x-ms-content-crc64, AAAAAAAAAAA=",
    "OC-Checksum, ADLER32:00000000",
    "OC-Checksum, SHA1",
    "OC-Checksum, SHA1:12",
    "Checksum, abc",
  })
  void up01AChecksumThatCannotBeComparedIsRefused(String header, String value) {
    String version = draft();
    isProblem(put(version, "f", BYTES, header, value), 400, "invalid_field");
    isProblem(read(version, "f"), 404, "artifact_not_found");
  }

  @Test
  void up01RowsAndDocumentsAreComparedToo() throws Exception {
    String version = draft();
    assertThat(put(version, "f", BYTES).status()).isEqualTo(201);
    assertThat(finish(version).status()).isEqualTo(200);
    byte[] rows = ("a,b\n" + "1,x\n2,y\n3,x\n".repeat(40)).getBytes(UTF_8);
    for (Announced wrong : announcing(BYTES)) {
      isProblem(
          rows(version, rows, "text/csv", wrong.header(), wrong.value()), 400, "digest_mismatch");
      isProblem(
          send(
              with("POST", "/api/v1/models", "{\"name\":\"never-there\"}")
                  .header(wrong.header(), wrong.value())),
          400,
          "digest_mismatch");
      isProblem(
          send(
              with("POST", "/api/v1/models", "{\"name\":\"never-there\"}")
                  .header("Idempotency-Key", "wrong-" + wrong.header())
                  .header(wrong.header(), wrong.value())),
          400,
          "digest_mismatch");
    }
    isProblem(get(version + "/baseline"), 404, "baseline_not_found");
    isProblem(get("/api/v1/models/never-there"), 404, "model_not_found");
    Announced right = announcing(rows).get(0);
    assertThat(rows(version, rows, "text/csv", right.header(), right.value()).status())
        .isEqualTo(201);
  }

  private Answer rows(String version, byte[] rows, String type, String... headers) {
    var request =
        to(version + "/baseline", ADMIN)
            .header("Content-Type", type)
            .PUT(java.net.http.HttpRequest.BodyPublishers.ofByteArray(rows));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=x",
        "multipart/mixed; boundary=x",
        "Multipart/Related",
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8"
      })
  void aFormIsNoFileAndNoRows(String type) {
    String version = draft();
    Answer file = put(version, "f", BYTES, "Content-Type", type);
    isProblem(file, 415, "unsupported_media_type");
    assertThat(file.text()).contains("-T FILE");
    Answer baseline = rows(version, "a\n1\n".getBytes(UTF_8), type);
    isProblem(baseline, 415, "unsupported_media_type");
    assertThat(baseline.text()).contains("--data-binary @FILE");
    isProblem(read(version, "f"), 404, "artifact_not_found");
  }
}
