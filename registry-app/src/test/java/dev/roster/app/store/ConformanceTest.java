package dev.roster.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.store.Conformance.Trial;
import dev.roster.storage.Engines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class ConformanceTest {
  @Test
  void theTestStoreDoesWhatRosterAsksAndIsLeftClean() {
    Engines.Bucket bucket = Engines.bucket();
    List<Trial> trials = new ArrayList<>();
    try (S3Client client = bucket.client()) {
      new Conformance(client, bucket.name()).run(trials::add);
      assertThat(client.listObjectsV2(l -> l.bucket(bucket.name())).contents()).isEmpty();
    }
    assertThat(trials).hasSize(9).filteredOn(Trial::needed).allMatch(Trial::passed);
  }

  @Test
  void aBucketThatIsNotThereFailsEachTrialWithAReason() {
    List<Trial> trials = new ArrayList<>();
    try (S3Client client = Engines.bucket().client()) {
      new Conformance(client, "roster-no-such-bucket").run(trials::add);
    }
    assertThat(trials).filteredOn(Trial::needed).noneMatch(Trial::passed);
  }
}
