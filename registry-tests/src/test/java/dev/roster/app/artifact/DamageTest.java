package dev.roster.app.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class DamageTest extends ArtifactCalls {
  private static final S3Client BEHIND = BUCKET.client();

  private final Random random = new Random();

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000_000})
  void int05AFlippedBitNeverReachesAClientAsAWholeFile(int size) {
    byte[] bytes = fresh(size);
    String version = ready(bytes);
    flip(bytes);

    if (size > 1)
      assertThatThrownBy(() -> download(version + "/artifacts/f")).isInstanceOf(IOException.class);
    else isProblem(read(version, "f"), 503, "artifact_damaged");

    assertThat(get(version).json().path("status").asString()).isEqualTo("damaged");
    isProblem(read(version, "f"), 503, "artifact_damaged");
    isProblem(get(version + "/archive"), 503, "artifact_damaged");
    assertThat(read(version, "f").header("Retry-After")).isNotEmpty();
    assertThat(read(version, "sound").status()).isEqualTo(200);
    heal(version, bytes);
  }

  @Test
  void int05AnArchiveWithAFlippedBitHasNoCleanEnd() {
    byte[] bytes = fresh(1_000_000);
    String version = ready(bytes);
    flip(bytes);

    assertThatThrownBy(() -> download(version + "/archive")).isInstanceOf(IOException.class);
    assertThat(get(version).json().path("status").asString()).isEqualTo("damaged");
  }

  @Test
  void s303APartOfAFileThatGotShorterHasNoCleanEnd() {
    byte[] bytes = fresh(1_000_000);
    String version = ready(bytes);
    BEHIND.putObject(
        b -> b.bucket(BUCKET.name()).key(key(bytes)),
        RequestBody.fromBytes(Arrays.copyOf(bytes, 900_000)));

    assertThatThrownBy(() -> read(version, "f", "Range", "bytes=1000-999999"))
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(get(version).json().path("status").asString()).isEqualTo("damaged");
    isProblem(read(version, "f", "Range", "bytes=950000-"), 503, "artifact_damaged");
  }

  @Test
  void s305AKeyThatIsGoneIsSaidAndNothingElseFails() {
    byte[] bytes = fresh(100);
    String version = ready(bytes);
    BEHIND.deleteObject(b -> b.bucket(BUCKET.name()).key(key(bytes)));

    isProblem(read(version, "f"), 503, "artifact_damaged");
    assertThat(get(version).json().path("status").asString()).isEqualTo("damaged");
    assertThat(read(version, "sound").status()).isEqualTo(200);
    heal(version, bytes);
  }

  @Test
  void damageThatAKeyedFinalizeMeetsStaysKnown() {
    byte[] bytes = ("outs: [] # " + random.nextLong()).getBytes(StandardCharsets.UTF_8);
    String version = draft();
    assertThat(put(version, "data.csv.dvc", bytes).status()).isEqualTo(201); // finalize reads it
    BEHIND.deleteObject(b -> b.bucket(BUCKET.name()).key(key(bytes)));

    Answer refused =
        send(
            to(version + "/finalize", ADMIN)
                .header("Idempotency-Key", version)
                .POST(BodyPublishers.noBody()));

    isProblem(refused, 409, "manifest_mismatch");
    assertThat(refused.json().at("/errors/0/detail").asString()).contains("is damaged");
    assertThat( // before anyone else meets it
            jdbc.sql("select damaged_at is not null from blob where sha256 = :sha256")
                .param("sha256", hex(bytes))
                .query(Boolean.class)
                .single())
        .isTrue();
    assertThat(put(version, "data.csv.dvc", bytes).status()).isBetween(200, 201);
    assertThat(finish(version).status()).as("and mended").isEqualTo(200);
  }

  @Test
  void gc02TheSameBytesAgainAreNotLostInTheHoleThatWasThere() {
    byte[] bytes = fresh(100);
    String version = ready(bytes);
    BEHIND.deleteObject(b -> b.bucket(BUCKET.name()).key(key(bytes)));

    heal(version, bytes); // nobody has read it in between, so nobody knew
  }

  @Test
  void gc02TheSameBytesAgainReplaceThoseThatAFlippedBitAlteredUnnoticed() {
    byte[] bytes = fresh(100_000);
    String version = ready(bytes);
    flip(bytes);

    heal(version, bytes); // nobody has read it in between, so nobody knew
  }

  @Test
  void gc02ADownloadThatBeganBeforeTheSameBytesCameAgainIsWhole() throws Exception {
    byte[] bytes = fresh(8_000_000);
    String version = ready(bytes);
    HttpResponse<InputStream> slow =
        HttpClient.newHttpClient()
            .send(to(version + "/artifacts/f", ADMIN).build(), BodyHandlers.ofInputStream());

    assertThat(put(draft(), "again", bytes).status()).isEqualTo(201);

    assertThat(slow.body().readAllBytes()).isEqualTo(bytes);
    assertThat(get(version).json().path("status").asString()).isEqualTo("ready");
  }

  private void heal(String version, byte[] bytes) {
    assertThat(put(draft(), "again", bytes).status()).isEqualTo(201);

    assertThat(get(version).json().path("status").asString()).isEqualTo("ready");
    assertThat(read(version, "f").header("ETag")).contains(hex(bytes));
    assertThat(read(version, "f").status()).isEqualTo(200);
  }

  private String ready(byte[] bytes) {
    String version = draft();
    assertThat(put(version, "f", bytes).status()).isEqualTo(201);
    assertThat(put(version, "sound", fresh(10)).status()).isEqualTo(201);
    assertThat(finish(version).status()).isEqualTo(200);
    return version;
  }

  private byte[] fresh(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private void flip(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[flipped.length / 2] ^= 1;
    BEHIND.putObject(b -> b.bucket(BUCKET.name()).key(key(bytes)), RequestBody.fromBytes(flipped));
  }

  private String key(byte[] bytes) {
    return jdbc.sql("select key from blob where sha256 = :sha256")
        .param("sha256", hex(bytes))
        .query(String.class)
        .single();
  }

  private byte[] download(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(to(path, ADMIN).build(), BodyHandlers.ofByteArray())
        .body();
  }
}
