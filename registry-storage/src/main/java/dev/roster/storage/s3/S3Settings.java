package dev.roster.storage.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The S3-compatible object store.
 *
 * @param endpoint its URL, such as {@code https://s3.example.org}; there is no default
 * @param bucket a bucket that only Roster uses; there is no default
 * @param accessKey the key of an account that may read, write, delete and list in the bucket
 * @param secretKey its secret
 * @param region the region that requests are signed for; most stores other than AWS accept any
 * @param checksums whether requests carry checksums that some stores refuse
 * @param pathStyle whether the bucket is in the path of the URL instead of the host name
 * @param connections the maximum number of open connections
 * @param connectTimeout the timeout for opening a connection
 * @param idleTimeout the longest time without a byte from the store
 * @param deadline the time limit of one call with its retries; a long read or upload is many calls
 */
@ConfigurationProperties("roster.s3")
public record S3Settings(
    @Nullable URI endpoint,
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
  /**
   * When requests and responses carry the SDK's checksums. Roster always hashes all bytes itself.
   */
  public enum Checksums {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
  }

  @Override
  public String toString() { // no secret in a log
    return "S3Settings[endpoint=" + endpoint + ", bucket=" + bucket + "]";
  }
}
