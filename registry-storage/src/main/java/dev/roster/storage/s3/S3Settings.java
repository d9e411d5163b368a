package dev.roster.storage.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The S3-compatible object store.
 *
 * @param endpoint The URL of the object store, for example {@code https://s3.example.org}. There is
 *     no default.
 * @param clientEndpoint The URL at which clients reach the store. If it is set, clients upload
 *     large files straight to the store unless they ask for another way.
 * @param bucket The bucket, which only Roster may use. There is no default.
 * @param accessKey The access key of an account that may read, write, delete and list in the
 *     bucket.
 * @param secretKey The secret key that belongs to the access key.
 * @param region The region for which requests are signed. Most stores other than AWS accept any.
 * @param checksums Whether requests carry checksums even if they are not required; some stores
 *     refuse them.
 * @param pathStyle Whether the name of the bucket is in the path of the URL instead of the host
 *     name.
 * @param connections The largest number of connections at the same time.
 * @param connectTimeout How long opening a connection may take.
 * @param idleTimeout How long the server waits for a byte from the store.
 * @param deadline How long one call may take, with its retries. A long read or upload consists of
 *     many calls.
 */
@ConfigurationProperties("roster.s3")
public record S3Settings(
    @Nullable URI endpoint,
    @Nullable URI clientEndpoint,
    @Nullable String bucket,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @DefaultValue("us-east-1") String region,
    @DefaultValue("when-required") Checksums checksums,
    @DefaultValue("true") boolean pathStyle,
    @DefaultValue("100") int connections,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("10s") Duration idleTimeout,
    @DefaultValue("60s") Duration deadline) {
  /** When requests and responses carry the checksums of the SDK. Roster hashes all bytes itself. */
  public enum Checksums {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
  }

  /** Another bucket of the same store. */
  public S3Settings withBucket(String other) {
    return new S3Settings(
        endpoint,
        clientEndpoint,
        other,
        accessKey,
        secretKey,
        region,
        checksums,
        pathStyle,
        connections,
        connectTimeout,
        idleTimeout,
        deadline);
  }

  /** The same store with few connections. */
  S3Settings forProbes() {
    return new S3Settings(
        endpoint,
        clientEndpoint,
        bucket,
        accessKey,
        secretKey,
        region,
        checksums,
        pathStyle,
        2,
        connectTimeout,
        idleTimeout,
        deadline);
  }

  @Override
  public String toString() { // no secret in a log
    return "S3Settings[endpoint=" + endpoint + ", bucket=" + bucket + "]";
  }
}
