package dev.roster.storage;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real PostgreSQL and a real S3 API, one of each per JVM: containers where a Docker engine
 * answers, embedded where none does. Each caller takes a database and a bucket of its own.
 */
public final class Engines {
  /** A database that nobody else uses. */
  public record Database(String url, String username, String password) {
    /** A source without a pool: each call connects. */
    public DataSource dataSource() {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL(url);
      source.setUser(username);
      source.setPassword(password);
      return source;
    }
  }

  /** A bucket that nobody else uses. */
  public record Bucket(
      String endpoint, String name, String accessKey, String secretKey, String region) {
    /** A plain client, for looking behind Roster's back. */
    public S3Client client() {
      return S3Client.builder()
          .endpointOverride(URI.create(endpoint))
          .region(Region.of(region))
          .forcePathStyle(true)
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
          .build();
    }
  }

  /** What both kinds of engine give: a server's own database, and an endpoint without a bucket. */
  interface Running {
    Database server();

    Bucket store();
  }

  private static final String REGION = "us-east-1";

  private Engines() {}

  /** An empty database. */
  public static Database database() {
    Database server = One.RUNNING.server();
    String name = "roster_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException("no database for the test", failed);
    }
    return new Database(
        server.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"),
        server.username(),
        server.password());
  }

  /** An empty bucket. */
  public static Bucket bucket() {
    Bucket store = One.RUNNING.store();
    Bucket mine =
        new Bucket(
            store.endpoint(),
            "roster-" + UUID.randomUUID(),
            store.accessKey(),
            store.secretKey(),
            REGION);
    try (S3Client client = mine.client()) {
      client.createBucket(b -> b.bucket(mine.name()));
    }
    return mine;
  }

  private static final class One {
    static final Running RUNNING = start();

    private static Running start() {
      boolean docker = DockerClientFactory.instance().isDockerAvailable();
      Running running = docker ? DockerEngines.start(REGION) : LocalEngines.start(REGION);
      System.out.println(
          "Engines: "
              + (docker
                  ? "containers (PostgreSQL, SeaweedFS)"
                  : "embedded (PostgreSQL, S3Proxy), as no Docker engine answers; with one, the"
                      + " same tests run on PostgreSQL and SeaweedFS in containers"));
      return running;
    }
  }
}
