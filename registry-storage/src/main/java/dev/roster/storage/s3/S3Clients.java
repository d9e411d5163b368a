package dev.roster.storage.s3;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Creates clients. A client has one connection pool, one layer of retries with jitter, and one
 * deadline.
 */
public final class S3Clients {
  private static final int MAX_ATTEMPTS = 3;
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[::1]");

  private S3Clients() {}

  /**
   * Creates a client of the store.
   *
   * @throws IllegalStateException if the endpoint or a key is not set
   */
  public static S3Client of(S3Settings settings) {
    URI endpoint = required("endpoint", settings.endpoint());
    boolean always = settings.checksums() == S3Settings.Checksums.WHEN_SUPPORTED;
    S3ClientBuilder client = S3Client.builder();
    if (!always && isPrivate(endpoint)) client.putAuthScheme(new UnsignedPayloads());
    return client
        .endpointOverride(endpoint)
        .region(Region.of(settings.region()))
        .forcePathStyle(settings.pathStyle())
        .credentialsProvider(credentials(settings))
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
                .proxyConfiguration(proxy(endpoint))
                .maxConnections(settings.connections())
                .connectionTimeout(settings.connectTimeout())
                .connectionAcquisitionTimeout(settings.idleTimeout())
                .socketTimeout(settings.idleTimeout()))
        .overrideConfiguration(
            o ->
                o.retryStrategy(StandardRetryStrategy.builder().maxAttempts(MAX_ATTEMPTS).build())
                    .apiCallTimeout(settings.deadline()))
        .build();
  }

  /** Creates what signs URLs for clients, which reach the store by an endpoint of their own. */
  static S3Presigner signer(S3Settings settings) {
    URI forClients = settings.clientEndpoint();
    return S3Presigner.builder()
        .endpointOverride(
            forClients == null ? required("endpoint", settings.endpoint()) : forClients)
        .region(Region.of(settings.region()))
        .credentialsProvider(credentials(settings))
        .serviceConfiguration(
            S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build())
        .build();
  }

  private static StaticCredentialsProvider credentials(S3Settings settings) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            required("access-key", settings.accessKey()),
            required("secret-key", settings.secretKey())));
  }

  /**
   * Returns the proxy of the environment. No proxy is used for an endpoint on this machine, because
   * the proxy cannot reach it.
   */
  private static ProxyConfiguration proxy(URI endpoint) {
    boolean here = isHere(endpoint);
    return ProxyConfiguration.builder()
        .useSystemPropertyValues(!here)
        .useEnvironmentVariableValues(!here)
        .build();
  }

  /** Whether nobody between this server and the store can change what is sent. */
  static boolean isPrivate(URI endpoint) {
    return "https".equalsIgnoreCase(endpoint.getScheme()) || isHere(endpoint);
  }

  private static boolean isHere(URI endpoint) {
    return LOOPBACK.matcher(String.valueOf(endpoint.getHost())).matches();
  }

  static <T> T required(String name, @Nullable T value) {
    if (value == null)
      throw new IllegalStateException(
          "roster.s3." + name + " is not set. Set it, because Roster has no default store.");
    return value;
  }
}
