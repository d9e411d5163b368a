package dev.roster.app.store;

import dev.roster.app.settings.StartRefused;
import dev.roster.storage.s3.S3Settings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A client of the store for the operator's commands, which run without the server's. */
public final class StoreClient {
  private StoreClient() {}

  public static S3Client of(S3Settings settings) {
    if (settings.endpoint() == null || settings.accessKey() == null || settings.secretKey() == null)
      throw new StartRefused(
          "The store's endpoint or keys are not set.",
          "Set ROSTER_S3_ENDPOINT, ROSTER_S3_BUCKET, ROSTER_S3_ACCESS_KEY, ROSTER_S3_SECRET_KEY.");
    boolean always = settings.checksums() == S3Settings.Checksums.WHEN_SUPPORTED;
    return S3Client.builder()
        .endpointOverride(settings.endpoint())
        .region(Region.of(settings.region()))
        .forcePathStyle(settings.pathStyle())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
        .requestChecksumCalculation(
            always
                ? RequestChecksumCalculation.WHEN_SUPPORTED
                : RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(
            always
                ? ResponseChecksumValidation.WHEN_SUPPORTED
                : ResponseChecksumValidation.WHEN_REQUIRED)
        .httpClientBuilder(
            ApacheHttpClient.builder()
                .connectionTimeout(settings.connectTimeout())
                .socketTimeout(settings.idleTimeout()))
        .build();
  }
}
