package dev.roster.storage.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.blob.DeletionQueueStore;
import dev.roster.core.blob.DeletionQueueStore.Queued;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.backup.DeletionHold;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** OPS-04: a backup of the database still refers to bytes that nothing refers to any more. */
class DeletionHoldTest extends OnRealEngines {
  private static final Duration GRACE = Duration.ofHours(24).plusSeconds(1);

  @Autowired private DeletionQueueStore queue;
  @Autowired private DataSource database;

  @Test
  void ops04NoBytesAreDeletedWhileABackupRunsAndAfterItTheyAre() throws Exception {
    String key = unwanted();
    try (DeletionHold hold = DeletionHold.begin(database.getConnection())) {
      collector.sweep();
      assertThat(store.size(key)).isPresent();
      hold.check();
    }
    pass(Duration.ofMinutes(6)); // a claim ends
    collector.sweep();
    assertThat(store.size(key)).isEmpty();
  }

  /** A collector that has claimed the bytes before the backup began decides afterwards. */
  @Test
  void ops04AClaimFromBeforeTheBackupDeletesNothing() throws Exception {
    String key = unwanted();
    Instant now = clock.instant();
    Queued claimed = queue.claim(now, now, now.plusSeconds(60)).orElseThrow();
    assertThat(claimed.key()).isEqualTo(key);
    try (DeletionHold hold = DeletionHold.begin(database.getConnection())) {
      assertThat(queue.review(claimed)).isFalse();
      hold.check();
    }
    assertThat(queue.review(claimed)).isTrue();
    queue.done(claimed);
  }

  private String unwanted() {
    pass(GRACE);
    collector.sweep(); // nothing of other tests is left
    VersionRef version = draft();
    put(version, "f", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    String key = key(version, "f");
    remove(version, "f");
    pass(GRACE);
    return key;
  }
}
