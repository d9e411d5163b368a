package dev.roster.storage.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.scrub.Amount;
import dev.roster.core.scrub.Round;
import dev.roster.core.scrub.RoundStore;
import dev.roster.core.scrub.RoundStore.Claim;
import dev.roster.core.scrub.Scrub;
import dev.roster.core.scrub.Walk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

class ScrubTest extends OnRealEngines {
  private static final Duration PERIOD = Duration.ofDays(30);

  @Autowired private Scrub scrub;
  @Autowired private RoundStore rounds;

  @BeforeEach
  void noRoundYet() {
    jdbc.sql("delete from scrub_round").update();
    jdbc.sql("insert into scrub_round (walk) values ('presence'), ('content')").update();
  }

  private static byte[] fresh() {
    return UUID.randomUUID().toString().getBytes(UTF_8);
  }

  @Test
  void int05AFlippedBitIsFoundByTheNextRoundAndByNoLook() throws IOException {
    byte[] bytes = fresh();
    VersionRef version = ready(bytes);
    VersionRef sound = ready(fresh());
    String key = key(version, "f");
    bytes[3] ^= 1;
    overwrite(key, bytes);

    wholeRound(Walk.PRESENCE);
    assertThat(status(version)).as("the size is right").isEqualTo("ready");

    wholeRound(Walk.CONTENT);
    assertThat(status(version)).isEqualTo("damaged");
    assertThat(status(sound)).isEqualTo("ready");
  }

  @ParameterizedTest
  @EnumSource(Walk.class)
  void s305BytesThatTheStoreLostAreFoundByEitherWalk(Walk walk) throws IOException {
    VersionRef lost = ready(fresh());
    VersionRef cut = ready(fresh());
    store.discard(key(lost, "f"));
    overwrite(key(cut, "f"), "short".getBytes(UTF_8));

    wholeRound(walk);

    assertThat(status(lost)).isEqualTo("damaged");
    assertThat(status(cut)).isEqualTo("damaged");
  }

  @ParameterizedTest
  @EnumSource(Walk.class)
  void bytesThatAreRestoredFromABackupEndTheDamage(Walk walk) throws IOException {
    byte[] bytes = fresh();
    VersionRef version = ready(bytes);
    String key = key(version, "f");
    byte[] wrong = bytes.clone();
    wrong[0] ^= 1;
    overwrite(key, wrong);
    wholeRound(Walk.CONTENT);

    wholeRound(walk);
    assertThat(status(version)).as("as long as the bytes are wrong").isEqualTo("damaged");

    overwrite(key, bytes);
    wholeRound(walk);
    assertThat(status(version)).isEqualTo("ready");
  }

  @Test
  void gc02BytesThatWereUploadedAgainWhileTheScrubReadTheOldOnesAreSound() throws IOException {
    byte[] bytes = fresh();
    VersionRef version = ready(bytes);
    String old = key(version, "f");
    put(draft(), "again", bytes);
    store.discard(old); // its grace was over

    wholeRound(Walk.CONTENT);

    assertThat(status(version)).isEqualTo("ready");
  }

  @ParameterizedTest
  @EnumSource(Walk.class)
  void aRoundIsTakenUpWhereItStopped(Walk walk) {
    for (int i = 0; i < 20; i++) put(draft(), "f", fresh());
    wholeRound(walk);
    Round begun = round(walk);
    pause(walk, period(walk).multipliedBy(45).dividedBy(100)); // half of the round's time
    Round half = round(walk);

    assertThat(half.begun()).isEqualTo(begun.begun());
    assertThat(half.last()).isGreaterThan(begun.last());
    assertThat(half.done().blobs())
        .isBetween(half.total().blobs() * 4 / 10, half.total().blobs() * 6 / 10 + 1);
    wholeRound(walk);
  }

  @Test
  void int19AHolderWhoseClaimEndedSavesNothing() {
    Instant now = Instant.parse("2001-01-01T00:00:00Z"); // before all that the jobs do
    Claim first = rounds.claim(Walk.CONTENT, now, now.plusSeconds(15)).orElseThrow();
    assertThat(rounds.claim(Walk.CONTENT, now.plusSeconds(14), now.plusSeconds(29))).isEmpty();

    Claim second =
        rounds.claim(Walk.CONTENT, now.plusSeconds(15), now.plusSeconds(30)).orElseThrow();

    Round round = Round.begin(now, Amount.NONE);
    assertThat(rounds.save(first, round, now.plusSeconds(60))).isFalse();
    rounds.release(first);
    assertThat(rounds.claim(Walk.CONTENT, now.plusSeconds(16), now.plusSeconds(31))).isEmpty();
    assertThat(rounds.save(second, round, now.plusSeconds(60))).isTrue();
    rounds.release(second);
  }

  private VersionRef ready(byte[] bytes) {
    VersionRef version = draft();
    put(version, "f", bytes);
    jdbc.sql("update version set status = 'ready', digest = 'd', manifest = 'm' where id = :id")
        .param("id", version.id())
        .update();
    return version;
  }

  private void overwrite(String key, byte[] bytes) throws IOException {
    store.discard(key);
    store.put(key, new ByteArrayInputStream(bytes));
  }

  private String status(VersionRef version) {
    return jdbc.sql("select status from version where id = :id")
        .param("id", version.id())
        .query(String.class)
        .single();
  }

  /** Visits each blob once or more, and begins the next round. */
  private void wholeRound(Walk walk) {
    Instant before = clock.instant();
    for (int i = 0; i < 2; i++) pause(walk, PERIOD);
    assertThat(round(walk).begun()).isAfter(before.plus(PERIOD));
  }

  private void pause(Walk walk, Duration time) {
    clock.advance(time);
    scrub.run(walk);
  }

  private Duration period(Walk walk) {
    return walk == Walk.CONTENT ? PERIOD : Duration.ofDays(1);
  }

  private Round round(Walk walk) {
    Instant never = Instant.parse("2001-01-01T00:00:00Z");
    Claim claim = rounds.claim(walk, clock.instant(), never).orElseThrow();
    rounds.release(claim);
    assertThat(claim.round()).isNotNull();
    return claim.round();
  }
}
