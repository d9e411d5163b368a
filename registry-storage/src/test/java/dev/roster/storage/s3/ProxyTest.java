package dev.roster.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.storage.Engines;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class ProxyTest {
  /** A proxy cannot reach the store of the machine that asks it. */
  @Test
  void aStoreOnThisMachineIsReachedPastTheProxy() {
    Engines.Bucket bucket = Engines.bucket();
    String host = System.setProperty("http.proxyHost", "127.0.0.1");
    String port = System.setProperty("http.proxyPort", "1");
    try (S3Client client = S3Clients.of(settings(bucket))) {
      assertThat(client.headBucket(b -> b.bucket(bucket.name())).sdkHttpResponse().statusCode())
          .isEqualTo(200);
    } finally {
      restore("http.proxyHost", host);
      restore("http.proxyPort", port);
    }
  }

  private static void restore(String name, String value) {
    if (value == null) System.clearProperty(name);
    else System.setProperty(name, value);
  }

  private static S3Settings settings(Engines.Bucket bucket) {
    return new S3Settings(
        URI.create(bucket.endpoint()),
        null,
        bucket.name(),
        bucket.accessKey(),
        bucket.secretKey(),
        bucket.region(),
        S3Settings.Checksums.WHEN_REQUIRED,
        true,
        10,
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }
}
