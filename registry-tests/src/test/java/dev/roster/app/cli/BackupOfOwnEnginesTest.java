package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnEngines;
import dev.roster.app.settings.Settings;
import dev.roster.app.start.RosterServer;
import dev.roster.storage.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The same commands with a PostgreSQL and a bucket of the operator. */
class BackupOfOwnEnginesTest {
  private static final String ADMIN = "backup-admin-token-0123456789abcdefg";

  @TempDir Path temporary;

  private final Engines.Database database = Engines.database();
  private final Engines.Bucket bucket = Engines.bucket();

  @Test
  void aBackupIsRestoredToAnotherDatabaseAndBucketThatAreEmpty() throws Exception {
    register(database, bucket, "credit");
    CommandRun backup = run("backup", database, bucket);
    assertThat(backup.err() + backup.out()).contains("The backup is complete", "1 files");
    String digest = backup.out().replaceFirst("(?s).*Digest: (\\S+).*", "$1");

    Engines.Database empty = Engines.database();
    Engines.Bucket emptyBucket = Engines.bucket();
    CommandRun other = run("restore", empty, emptyBucket, "--digest", "sha256:" + "0".repeat(64));
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains(digest);

    CommandRun restore = run("restore", empty, emptyBucket, "--digest", digest);
    assertThat(restore.err() + restore.out()).contains("Sound", "1 versions", "1 files");
    assertThat(restore.status()).isZero();

    CommandRun again = run("restore", empty, emptyBucket);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("The database is not empty");
    CommandRun onBytes = run("restore", Engines.database(), bucketWithOtherBytes());
    assertThat(onBytes.status()).isEqualTo(2);
    assertThat(onBytes.err()).contains("The store is not empty");
  }

  private static Engines.Bucket bucketWithOtherBytes() throws Exception {
    Engines.Bucket other = Engines.bucket();
    register(Engines.database(), other, "other");
    return other;
  }

  @Test
  void theBackupOfAnotherRegistryIsNotReplaced() throws Exception {
    register(database, bucket, "credit");
    assertThat(run("backup", database, bucket).status()).isZero();
    Engines.Database other = Engines.database();
    register(other, bucket, "pricing");
    CommandRun refused = run("backup", other, bucket);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("the backup of another registry");
  }

  @Test
  void bytesThatTheStoreHasLostAreNamedAndTheRestIsBackedUp() throws Exception {
    register(database, bucket, "credit");
    JdbcClient jdbc = JdbcClient.create(database.dataSource());
    String key = jdbc.sql("select key from blob").query(String.class).single();
    String sha256 = jdbc.sql("select sha256 from blob").query(String.class).single();
    try (S3Client store = bucket.client()) {
      store.deleteObject(o -> o.bucket(bucket.name()).key(key));
    }
    CommandRun backup = run("backup", database, bucket);
    assertThat(backup.status()).isEqualTo(1);
    assertThat(backup.out()).contains(sha256, "lost or altered", "The backup is complete");

    CommandRun restore = run("restore", Engines.database(), Engines.bucket());
    assertThat(restore.status()).isEqualTo(1);
    assertThat(restore.out()).contains("Restored", "I1  credit/1", sha256);
  }

  @Test
  void aFolderThatIsNoBackupIsLeftAlone() throws Exception {
    Path file = temporary.resolve("backup").resolve("photo.jpg");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "of the sea");
    register(database, bucket, "credit");
    assertThat(run("backup", database, bucket).err()).contains("is not empty, and is not a backup");
    assertThat(run("restore", Engines.database(), Engines.bucket()).err())
        .contains("does not hold a backup");
    assertThat(file).hasContent("of the sea");
  }

  private static void register(Engines.Database database, Engines.Bucket bucket, String model)
      throws Exception {
    Map<String, String> settings = OwnEngines.settings(database, bucket);
    settings.put("roster.port", "0");
    settings.put("roster.admin-token", ADMIN);
    try (RosterServer server = RosterServer.start(Settings.load(settings, null))) {
      Calls calls = new Calls(server.url(), ADMIN);
      calls.post("/api/v1/models", "{\"name\":\"" + model + "\"}");
      calls.ready(model, 1);
    }
  }

  private CommandRun run(
      String command, Engines.Database database, Engines.Bucket bucket, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(command, temporary.resolve("backup").toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(OwnEngines.flags(database, bucket));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
