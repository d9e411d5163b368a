package dev.roster.storage.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roster.core.blob.BlobStore;
import dev.roster.storage.BlobStoreContract;
import dev.roster.storage.Engines;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The contract on a store of the tester's choice. {@code ROSTER_TEST_S3_ENDPOINT}, {@code
 * ROSTER_TEST_S3_ACCESS_KEY} and {@code ROSTER_TEST_S3_SECRET_KEY} name it, and {@code
 * ROSTER_TEST_S3_REGION} its region if it checks that. A bucket is made for the test and removed
 * after it.
 */
class GivenStoreTest extends BlobStoreContract {
  private static final String ENDPOINT = "ROSTER_TEST_S3_ENDPOINT";

  private static Engines.@Nullable Bucket bucket;
  private static @Nullable S3BlobStore store;

  @BeforeAll
  static void start() {
    String endpoint = System.getenv(ENDPOINT);
    if (endpoint == null)
      System.out.println("SKIPPED: the contract of BlobStore on a store given by " + ENDPOINT);
    assumeTrue(endpoint != null, () -> ENDPOINT + " names no store");
    bucket =
        new Engines.Bucket(
            endpoint,
            "roster-contract-" + UUID.randomUUID(),
            given("ROSTER_TEST_S3_ACCESS_KEY", ""),
            given("ROSTER_TEST_S3_SECRET_KEY", ""),
            given("ROSTER_TEST_S3_REGION", "us-east-1"));
    try (S3Client client = bucket.client()) {
      client.createBucket(b -> b.bucket(bucket.name()));
    }
    S3Settings settings = settings(bucket);
    store = S3BlobStore.at(settings);
  }

  @AfterAll
  static void stop() {
    if (store == null) return;
    store.close();
    try (S3Client client = bucket.client()) {
      client.deleteBucket(b -> b.bucket(bucket.name()));
    }
  }

  @Override
  protected BlobStore store() {
    return store;
  }

  private static String given(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null ? otherwise : value;
  }

  static S3Settings settings(Engines.Bucket bucket) {
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
        Duration.ofSeconds(60));
  }
}
