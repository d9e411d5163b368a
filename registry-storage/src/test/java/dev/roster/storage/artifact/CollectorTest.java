package dev.roster.storage.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.artifact.UploadStore;
import dev.roster.core.artifact.UploadStore.Upload;
import dev.roster.core.audit.Actor;
import dev.roster.core.blob.DeletionQueueStore;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.test.util.ReflectionTestUtils;

class CollectorTest extends OnRealEngines {
  private static final Duration GRACE = Duration.ofHours(24).plusSeconds(1);

  @Autowired private UploadStore rows;
  @Autowired private DeletionQueueStore queue;

  private static byte[] fresh() {
    return UUID.randomUUID().toString().getBytes(UTF_8);
  }

  @Test
  void bytesGoOnlyWhenNothingRefersToThemAndTheGraceIsOver() {
    VersionRef one = draft();
    VersionRef other = draft();
    byte[] bytes = fresh();
    put(one, "f", bytes);
    put(other, "g", bytes);
    String key = key(one, "f");

    remove(one, "f");
    pass(GRACE);
    collector.sweep();
    assertThat(store.size(key)).as("still referred to").isPresent();

    remove(other, "g");
    collector.sweep();
    assertThat(store.size(key)).as("in its grace").isPresent();

    pass(GRACE);
    collector.sweep();
    assertThat(store.size(key)).isEmpty();
    assertThat(blobsUnder(key)).isZero();
    assertThat(queued(key)).isZero();
  }

  @Test
  void bytesThatAreWantedAgainWithinTheGraceStay() {
    VersionRef version = draft();
    byte[] bytes = fresh();
    put(version, "f", bytes);
    String before = key(version, "f");
    remove(version, "f");
    put(version, "g", bytes);

    pass(GRACE);
    collector.sweep();

    assertThat(store.size(key(version, "g"))).isPresent();
    assertThat(queued(before)).as("the bytes that were there first").isZero();
    assertThat(store.size(before)).isEmpty();
  }

  @Test
  void replacedBytesAndDuplicatesAreCollected() {
    VersionRef version = draft();
    byte[] bytes = fresh();
    put(version, "f", bytes);
    put(version, "f", fresh());
    put(version, "g", bytes);
    put(version, "h", bytes);
    assertThat(key(version, "g")).as("one blob").isEqualTo(key(version, "h"));
    List<String> uploaded =
        jdbc.sql("select key from upload where version_id = :v")
            .param("v", version.id())
            .query(String.class)
            .list();

    pass(GRACE);
    collector.sweep();

    assertThat(uploaded).hasSize(4);
    assertThat(uploaded.stream().filter(key -> store.size(key).isPresent()))
        .containsExactlyInAnyOrder(key(version, "h"), key(version, "f"));
  }

  @Test
  void gc01AnUploadWhoseServerDiedIsGivenUpAndItsBytesGo() throws IOException {
    VersionRef version = draft();
    Upload upload = new Upload(UUID.randomUUID(), "blobs/00/" + UUID.randomUUID());
    Instant now = clock.instant();
    rows.open(
        Map.of(new ArtifactPath("f"), upload),
        version,
        new Actor("tester", null),
        now,
        now.plusSeconds(60));
    store.put(upload.key(), new ByteArrayInputStream(fresh()));

    collector.sweep();
    assertThat(state(upload)).isEqualTo("open");

    pass(Duration.ofSeconds(61));
    collector.sweep();
    assertThat(state(upload)).isEqualTo("aborted");
    assertThat(store.size(upload.key())).isPresent();

    pass(GRACE);
    collector.sweep();
    assertThat(store.size(upload.key())).isEmpty();

    pass(Duration.ofDays(8));
    collector.sweep();
    assertThat(rows.finish(List.of(upload), clock.instant())).isFalse();
  }

  @Test
  void int01AnUploadThatRunsIsNotGivenUpHoweverSlowItIs() {
    VersionRef version = draft();
    InputStream slow =
        new SequenceInputStream(
            new ByteArrayInputStream(fresh()),
            new InputStream() {
              @Override
              public int read() {
                Instant expiry = expiry(version);
                while (!expiry(version).isAfter(expiry)) Thread.onSpinWait();
                collector.sweep();
                return -1;
              }
            });

    put(version, "f", slow);

    assertThat(store.size(key(version, "f"))).isPresent();
  }

  private Instant expiry(VersionRef version) {
    return jdbc.sql("select expires_at from upload where version_id = :v")
        .param("v", version.id())
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  @Test
  void gc01ACollectorThatDiedAfterItsMarkIsFollowedByAnother() {
    VersionRef version = draft();
    byte[] bytes = fresh();
    put(version, "f", bytes);
    StoredArtifact file = catalog.find(version, new ArtifactPath("f"));
    remove(version, "f");
    pass(GRACE);
    Instant now = clock.instant();
    DeletionQueueStore.Queued entry =
        queue.claim(now.minus(Duration.ofHours(24)), now, now.plusSeconds(300)).orElseThrow();
    assertThat(queue.review(entry)).isTrue();

    put(version, "f", bytes); // a new blob, as that one is going
    assertThat(key(version, "f")).isNotEqualTo(file.key());
    collector.sweep();
    assertThat(store.size(file.key())).as("the claim holds").isPresent();

    pass(Duration.ofMinutes(6));
    collector.sweep();
    assertThat(store.size(file.key())).isEmpty();
    assertThat(blobsUnder(file.key())).isZero();
    assertThat(store.size(key(version, "f"))).isPresent();
  }

  @Test
  void i4WhatWasQueuedAnewSinceTheClaimIsNotForgotten() {
    VersionRef version = draft();
    byte[] bytes = fresh();
    put(version, "f", bytes);
    String key = key(version, "f");
    long blob = catalog.find(version, new ArtifactPath("f")).blobId();
    remove(version, "f"); // a purge's, which commits when the collector has looked
    Instant queued =
        jdbc.sql("select queued_at from blob_deletion where key = :key")
            .param("key", key)
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
    attach(version, blob); // what the collector still sees

    assertThat(queue.review(new DeletionQueueStore.Queued(key, blob, null, queued.minusSeconds(1))))
        .isFalse();
    assertThat(queued(key)).isEqualTo(1);
    assertThat(queue.review(new DeletionQueueStore.Queued(key, blob, null, queued))).isFalse();
    assertThat(queued(key)).as("that very entry is done with").isZero();
  }

  private void attach(VersionRef version, long blob) {
    jdbc.sql(
            """
            insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)
            values (:version, 'g', 'g', :blob, now(), 'x')""")
        .param("version", version.id())
        .param("blob", blob)
        .update();
  }

  @Test
  void i4ThatABlobIsGoingIsRefusedByTheDatabaseItself() {
    VersionRef version = draft();
    put(version, "f", fresh());
    StoredArtifact file = catalog.find(version, new ArtifactPath("f"));
    remove(version, "f");
    jdbc.sql("update blob set state = 'deleting' where id = :id")
        .param("id", file.blobId())
        .update();

    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)
                        values (:version, 'x', 'x', :blob, now(), 'x')""")
                    .param("version", version.id())
                    .param("blob", file.blobId())
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("not stored");
  }

  @Test
  void authz14AReadyVersionIsKeptByTheDatabaseItself() {
    VersionRef version = draft();
    put(version, "f", fresh());
    jdbc.sql(
            """
            update version set status = 'ready', digest = 'd', manifest = 'm' where id = :id""")
        .param("id", version.id())
        .update();

    for (String statement :
        List.of(
            "delete from artifact where version_id = ",
            "update artifact set path = 'x' where version_id = ",
            "insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)"
                + " select version_id, 'x', 'x', blob_id, created_at, created_by from artifact"
                + " where version_id = "))
      assertThatThrownBy(() -> jdbc.sql(statement + version.id()).update())
          .isInstanceOf(DataIntegrityViolationException.class)
          .hasMessageContaining("immutable");
  }

  @Test
  void ops04BytesThatNoRowKnowsGoAfterTwoSightings() throws IOException {
    VersionRef version = draft();
    put(version, "f", fresh());
    String stray = "blobs/ab/" + UUID.randomUUID();
    String foreign = "blobs/not-ours.txt";
    store.put(stray, new ByteArrayInputStream(fresh()));
    store.put(foreign, new ByteArrayInputStream(fresh()));

    collector.reconcile();
    assertThat(seen(stray)).as("too young").isZero();
    clock.advance(Duration.ofHours(49));
    collector.reconcile();
    collector.reconcile();
    assertThat(store.size(stray)).as("seen, but not a day apart").isPresent();
    clock.advance(Duration.ofHours(25));
    collector.reconcile();

    assertThat(store.size(stray)).isEmpty();
    assertThat(store.size(foreign)).isPresent();
    assertThat(store.size(key(version, "f"))).isPresent();
    assertThat(seen(stray)).isZero();
  }

  @Test
  void anObjectThatCannotBeDeletedDoesNotHoldUpTheOthers() throws IOException {
    List<String> before = List.of("blobs/00/" + UUID.randomUUID(), "blobs/ff/" + UUID.randomUUID());
    String stuck = "blobs/77/" + UUID.randomUUID();
    for (String key : List.of(before.get(0), stuck, before.get(1)))
      store.put(key, new ByteArrayInputStream(fresh()));
    clock.advance(Duration.ofHours(49));
    collector.reconcile();
    clock.advance(Duration.ofHours(25));

    whileStuck(stuck, collector::reconcile);
    assertThat(before).allMatch(key -> store.size(key).isEmpty());
    assertThat(store.size(stuck)).isPresent();

    collector.reconcile();
    assertThat(store.size(stuck)).as("no new grace period began").isEmpty();
    assertThat(seen(stuck)).isZero();
  }

  @Test
  void queuedBytesThatCannotBeDeletedDoNotHoldUpTheOthers() {
    VersionRef version = draft();
    List<String> keys = new ArrayList<>();
    for (String path : List.of("f", "g", "h")) {
      put(version, path, fresh());
      keys.add(key(version, path));
      remove(version, path);
    }
    pass(GRACE);

    whileStuck(keys.get(0), collector::sweep);
    assertThat(store.size(keys.get(0))).isPresent();
    assertThat(queued(keys.get(0))).isOne();
    assertThat(keys.subList(1, 3)).allMatch(key -> store.size(key).isEmpty());

    pass(Duration.ofMinutes(6));
    collector.sweep();
    assertThat(store.size(keys.get(0))).isEmpty();
  }

  /** Runs the collector over a store that refuses to delete the object. */
  private void whileStuck(String key, Runnable run) {
    ReflectionTestUtils.setField(collector, "store", new StuckKey(store, key));
    try {
      run.run();
    } finally {
      ReflectionTestUtils.setField(collector, "store", store);
    }
  }

  @Test
  void aStrayThatIsGoneByItselfIsForgotten() throws IOException {
    String stray = "blobs/ab/" + UUID.randomUUID();
    store.put(stray, new ByteArrayInputStream(fresh()));
    clock.advance(Duration.ofHours(49));
    collector.reconcile();
    assertThat(seen(stray)).isOne();

    store.discard(stray);
    clock.advance(GRACE);
    collector.reconcile();

    assertThat(seen(stray)).isZero();
  }

  private long seen(String key) {
    return jdbc.sql("select count(*) from stray_key where key = :key")
        .param("key", key)
        .query(Long.class)
        .single();
  }

  @Test
  void int01UploadsOfTheSameBytesAndCollectorsRaceAndNoByteIsMissed() throws Exception {
    clock.advance(GRACE.multipliedBy(2)); // so what a trigger queues is due at once
    List<byte[]> few = List.of(fresh(), fresh(), fresh());
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService racers = Executors.newFixedThreadPool(8);
    List<Future<?>> collectors = new ArrayList<>();
    List<Future<?>> clients = new ArrayList<>();
    List<VersionRef> versions = new ArrayList<>();
    for (int i = 0; i < 2; i++)
      collectors.add(
          racers.submit(
              () -> {
                while (!over.get()) collector.sweep();
              }));
    for (int i = 0; i < 6; i++) {
      VersionRef version = draft();
      versions.add(version);
      Random random = new Random(i);
      clients.add(racers.submit(() -> putAndRemove(version, few, random)));
    }
    try {
      for (Future<?> client : clients) client.get();
    } finally {
      over.set(true);
    }
    for (Future<?> running : collectors) assertFinishes(running);
    racers.shutdown();

    for (VersionRef version : versions)
      assertThat(store.size(key(version, "f"))).as("a hole in " + version).isPresent();
    assertThat(
            jdbc.sql(
                    "select count(*) from artifact a join blob b on b.id = a.blob_id where b.state <> 'stored'")
                .query(Long.class)
                .single())
        .isZero();
  }

  private void putAndRemove(VersionRef version, List<byte[]> few, Random random) {
    for (int n = 0; n < 20; n++) {
      put(version, "f", few.get(random.nextInt(few.size())));
      if (n < 19 && random.nextBoolean()) remove(version, "f");
    }
  }

  private static void assertFinishes(Future<?> running) throws InterruptedException {
    try {
      running.get();
    } catch (ExecutionException failed) { // no fault of its own is allowed
      assertThat(failed.getCause()).isInstanceOf(Refused.class);
    }
  }

  private String state(Upload upload) {
    return jdbc.sql("select state from upload where id = :id")
        .param("id", upload.id())
        .query(String.class)
        .single();
  }

  private long queued(String key) {
    return jdbc.sql("select count(*) from blob_deletion where key = :key")
        .param("key", key)
        .query(Long.class)
        .single();
  }

  private long blobsUnder(String key) {
    return jdbc.sql("select count(*) from blob where key = :key")
        .param("key", key)
        .query(Long.class)
        .single();
  }
}
