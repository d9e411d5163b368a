package dev.roster.core.upload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits and times of uploads in parts.
 *
 * @param maxSize The largest size of a file that is uploaded in parts. Through the server it is at
 *     most 10,000 parts of 16 MiB, straight to the store at most 5 TB.
 * @param expiry How long an upload may stay open. Its parts are deleted after that time.
 * @param urlLifetime How long a signed URL of a part is valid; at most 15 minutes.
 * @param verifyAtOnce The size up to which the call that completes an upload waits until the file
 *     was read and hashed. A larger file is hashed after the answer.
 * @param verifyEvery How often the server looks for completed uploads that have to be hashed.
 */
@ConfigurationProperties("roster.uploads")
public record UploadSettings(
    @DefaultValue("150GB") DataSize maxSize,
    @DefaultValue("24h") Duration expiry,
    @DefaultValue("5m") Duration urlLifetime,
    @DefaultValue("64MB") DataSize verifyAtOnce,
    @DefaultValue("1s") Duration verifyEvery) {
  private static final Duration LONGEST_URL_LIFETIME = Duration.ofMinutes(15);

  public UploadSettings {
    if (urlLifetime.compareTo(LONGEST_URL_LIFETIME) > 0 || urlLifetime.isNegative())
      throw new IllegalArgumentException(
          "roster.uploads.url-lifetime must be at most 15 minutes, and is " + urlLifetime);
    if (maxSize.toBytes() > Parts.MAX_SIZE)
      throw new IllegalArgumentException(
          "roster.uploads.max-size must be at most 5TB, and is " + maxSize);
  }
}
