package dev.roster.storage.s3;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** The client: one pool of connections, one layer of retries with jitter, one deadline. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Settings.class)
class S3Configuration {
  private static final int ATTEMPTS = 3;

  @Bean(destroyMethod = "close")
  S3Client s3Client(S3Settings settings) {
    boolean always = settings.checksums() == S3Settings.Checksums.WHEN_SUPPORTED;
    return S3Client.builder()
        .endpointOverride(required("endpoint", settings.endpoint()))
        .region(Region.of(settings.region()))
        .forcePathStyle(settings.pathStyle())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    required("access-key", settings.accessKey()),
                    required("secret-key", settings.secretKey()))))
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
                .maxConnections(settings.connections())
                .connectionTimeout(settings.connectTimeout())
                .connectionAcquisitionTimeout(settings.idleTimeout())
                .socketTimeout(settings.idleTimeout()))
        .overrideConfiguration(
            o ->
                o.retryStrategy(StandardRetryStrategy.builder().maxAttempts(ATTEMPTS).build())
                    .apiCallTimeout(settings.deadline()))
        .build();
  }

  static <T> T required(String name, @Nullable T value) {
    if (value == null)
      throw new IllegalStateException(
          "roster.s3." + name + " is not set: Roster has no default store");
    return value;
  }
}
