package dev.roster.storage.artifact;

import com.zaxxer.hikari.HikariDataSource;
import dev.roster.core.access.Grant;
import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Principal;
import dev.roster.core.access.Role;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.ArtifactUpload;
import dev.roster.core.artifact.Artifacts;
import dev.roster.core.artifact.Collector;
import dev.roster.core.artifact.IncomingBytes;
import dev.roster.core.artifact.Precondition;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.digest.Sha256;
import dev.roster.core.quota.QuotaSettings;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.scrub.ScrubSettings;
import dev.roster.core.unpack.UnpackSettings;
import dev.roster.storage.Engines;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** The use cases of artifacts over PostgreSQL and S3, without the web. */
@SpringJUnitConfig(OnRealEngines.Wiring.class)
abstract class OnRealEngines {
  static final Principal BY = new Principal("t1", "tester", null, List.of(Grant.onAll(Role.ADMIN)));

  @Autowired JdbcClient jdbc;
  @Autowired MovableClock clock;
  @Autowired ArtifactUpload uploads;
  @Autowired Artifacts catalog;
  @Autowired BlobStore store;
  @Autowired Collector collector;

  /**
   * No {@code @Configuration}: the application's scan, in tests that see this one, passes it by.
   */
  @EnableTransactionManagement
  @EnableConfigurationProperties({
    ArtifactSettings.class,
    QuotaSettings.class,
    ScrubSettings.class,
    UnpackSettings.class
  })
  @Import(ModelAccess.class)
  @ComponentScan({
    "dev.roster.core.artifact",
    "dev.roster.core.job",
    "dev.roster.core.quota",
    "dev.roster.core.scrub",
    "dev.roster.core.tombstone",
    "dev.roster.storage.artifact",
    "dev.roster.storage.audit",
    "dev.roster.storage.quota",
    "dev.roster.storage.reference",
    "dev.roster.storage.s3",
    "dev.roster.storage.scrub",
    "dev.roster.storage.tombstone"
  })
  static class Wiring {
    @Bean
    DataSource dataSource() {
      Engines.Database database = Engines.database();
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(database.url());
      pool.setUsername(database.username());
      pool.setPassword(database.password());
      pool.setMaximumPoolSize(20);
      Flyway.configure().dataSource(pool).load().migrate();
      return pool;
    }

    @Bean
    JdbcClient jdbcClient(DataSource source) {
      return JdbcClient.create(source);
    }

    @Bean
    PlatformTransactionManager transactions(DataSource source) {
      return new JdbcTransactionManager(source);
    }

    @Bean
    MovableClock clock() {
      return new MovableClock();
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    Engines.Bucket bucket = Engines.bucket();
    settings.add("roster.s3.endpoint", bucket::endpoint);
    settings.add("roster.s3.bucket", bucket::name);
    settings.add("roster.s3.access-key", bucket::accessKey);
    settings.add("roster.s3.secret-key", bucket::secretKey);
    settings.add("roster.artifacts.upload-lease", () -> "400ms");
  }

  /** A draft of a model of its own. */
  VersionRef draft() {
    String name = "m" + UUID.randomUUID();
    long model =
        jdbc.sql(
                """
                insert into model (name, created_at, created_by, updated_at)
                values (:name, now(), 'tester', now()) returning id""")
            .param("name", name)
            .query(Long.class)
            .single();
    long version =
        jdbc.sql(
                """
                insert into version (model_id, number, staged_at, created_at, created_by, updated_at)
                values (:model, 1, now(), now(), 'tester', now()) returning id""")
            .param("model", model)
            .query(Long.class)
            .single();
    return new VersionRef(version, new ModelRef(model, new ModelName(name)), 1);
  }

  @BeforeEach
  void now() {
    clock.reset();
  }

  void put(VersionRef version, String path, byte[] bytes) {
    put(version, path, new ByteArrayInputStream(bytes));
  }

  void put(VersionRef version, String path, InputStream stream) {
    IncomingBytes bytes =
        new IncomingBytes() {
          @Override
          public InputStream stream() {
            return stream;
          }

          @Override
          public List<Sha256> announced() {
            return List.of();
          }
        };
    uploads.upload(version, new ArtifactPath(path), bytes, -1, Precondition.NONE, BY);
  }

  void remove(VersionRef version, String path) {
    catalog.remove(version, new ArtifactPath(path), Precondition.NONE, BY);
  }

  String key(VersionRef version, String path) {
    return catalog.find(version, new ArtifactPath(path)).key();
  }

  /** Lets time pass for what is waiting: the database's own clock, which triggers read, stays. */
  void pass(Duration time) {
    String by = "interval '" + time.toSeconds() + " seconds'";
    jdbc.sql(
            "update blob_deletion set queued_at = queued_at - %1$s, claimed_until = claimed_until - %1$s"
                .formatted(by))
        .update();
    jdbc.sql(
            "update upload set expires_at = expires_at - %1$s, finished_at = finished_at - %1$s"
                .formatted(by))
        .update();
  }
}
