package dev.roster.storage.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The S3-compatible store.
 *
 * @param endpoint its URL, such as {@code https://s3.example.org}; there is no default
 * @param bucket a bucket that is Roster's alone; there is no default
 * @param accessKey of an account that may read, write, delete and list in the bucket
 * @param secretKey its secret
 * @param region what requests are signed for; most stores other than AWS take any
 * @param checksums whether requests carry checksums that some stores refuse
 * @param pathStyle the bucket in the URL's path instead of its host name
 * @param connections how many at once, at most
 * @param connectTimeout for opening a connection
 * @param idleTimeout without a byte from the store
 * @param deadline for one call, with its retries; a long read or upload is many calls
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
  /** When requests and answers carry the SDK's checksums. Roster hashes all bytes itself anyway. */
  public enum Checksums {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
  }

  @Override
  public String toString() { // no secret in a log
    return "S3Settings[endpoint=" + endpoint + ", bucket=" + bucket + "]";
  }
}
