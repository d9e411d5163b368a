package dev.roster.storage;

import dev.roster.storage.Engines.Bucket;
import dev.roster.storage.Engines.Database;
import dev.roster.storage.Engines.Running;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL and SeaweedFS in containers, which Testcontainers removes when the JVM ends. */
final class DockerEngines {
  private static final String POSTGRESQL = "postgres:18";
  private static final String SEAWEEDFS = "chrislusf/seaweedfs:4.47";
  private static final int S3_PORT = 8333;
  private static final String KEY = "roster-test-key";
  private static final String SECRET = "roster-test-secret";

  private DockerEngines() {}

  static Running start(String region) {
    PostgreSQLContainer postgres =
        new PostgreSQLContainer(POSTGRESQL).withCommand("postgres", "-c", "max_connections=300");
    GenericContainer<?> seaweed =
        new GenericContainer<>(SEAWEEDFS)
            .withEnv("AWS_ACCESS_KEY_ID", KEY)
            .withEnv("AWS_SECRET_ACCESS_KEY", SECRET)
            .withCommand("mini", "-dir=/data")
            .withExposedPorts(S3_PORT)
            .waitingFor(
                Wait.forHttp("/")
                    .forPort(S3_PORT)
                    .forStatusCodeMatching(status -> status < 500)
                    .withStartupTimeout(Duration.ofMinutes(2)));
    postgres.start();
    seaweed.start();
    String endpoint = "http://" + seaweed.getHost() + ":" + seaweed.getMappedPort(S3_PORT);
    return new Running() {
      @Override
      public Database server() {
        return new Database(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
      }

      @Override
      public Bucket store() {
        return new Bucket(endpoint, "", KEY, SECRET, region);
      }
    };
  }
}
