package dev.roster.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.upload.DirectPartStore;
import dev.roster.core.upload.PartStore;
import dev.roster.core.upload.PartedObject;
import dev.roster.storage.Engines;
import dev.roster.storage.PartStoreContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class S3PartStoreTest extends PartStoreContract {
  private static final Engines.Bucket BUCKET = Engines.bucket();
  private static final S3Settings SETTINGS = GivenStoreTest.settings(BUCKET);
  private static final S3BlobStore BLOBS = S3BlobStore.at(SETTINGS);
  private static final DirectPartStore PARTS = BLOBS.parts(SETTINGS, key -> {});

  @Override
  protected PartStore parts() {
    return PARTS;
  }

  @Override
  protected BlobStore blobs() {
    return BLOBS;
  }

  @AfterAll
  static void close() {
    BLOBS.close();
  }

  @Test
  void int08ASignedUrlTakesOnePartOfItsSizeAndNothingElse() throws Exception {
    String key = StoreKey.random();
    PartedObject object = new PartedObject(key, PARTS.begin(key));
    URI url = PARTS.sign(object, 1, 1000, Duration.ofMinutes(5));

    assertThat(url.getQuery()).contains("X-Amz-Expires=300").contains("content-length");
    assertThat(put(url, 999)).isEqualTo(403);
    assertThat(put(URI.create(url.toString().replace("partNumber=1", "partNumber=2")), 1000))
        .isEqualTo(403);
    assertThat(PARTS.list(object)).isEmpty();
    assertThat(put(url, 1000)).isEqualTo(200);
    assertThat(PARTS.list(object)).isEqualTo(Map.of(1, 1000L));
    PARTS.abort(object);
  }

  private static int put(URI url, int size) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(url).PUT(BodyPublishers.ofByteArray(new byte[size])).build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
