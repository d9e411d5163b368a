package dev.roster.storage;

import dev.roster.storage.Engines.Bucket;
import dev.roster.storage.Engines.Database;
import dev.roster.storage.Engines.Running;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL as a child process and S3Proxy in this JVM; both end with it. */
final class LocalEngines {
  private static final String KEY = "roster-test-key";
  private static final String SECRET = "roster-test-secret";

  private LocalEngines() {}

  static Running start(String region) {
    EmbeddedPostgres postgres = postgres();
    String endpoint = s3();
    return new Running() {
      @Override
      public Database server() {
        return new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
      }

      @Override
      public Bucket store() {
        return new Bucket(endpoint, "", KEY, SECRET, region);
      }
    };
  }

  /** The library's defaults trade durability for speed; what is tested here must not. */
  private static EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("max_connections", "300")
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException("the embedded PostgreSQL does not start", failed);
    }
  }

  private static String s3() {
    try {
      Path folder = Files.createTempDirectory("roster-s3-");
      Properties properties = new Properties();
      properties.setProperty("jclouds.filesystem.basedir", folder.toString());
      S3Proxy proxy =
          S3Proxy.builder()
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
              .blobStore(BlobStores.create("filesystem-nio2", properties))
              .build();
      proxy.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return "http://127.0.0.1:" + proxy.getPort();
    } catch (Exception failed) {
      throw new IllegalStateException("the embedded S3 does not start", failed);
    }
  }

  private static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException left) {
      System.err.println("left behind: " + folder + ": " + left.getMessage());
    }
  }
}
