package dev.roster.app.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roster.storage.verify.Coverage;
import dev.roster.storage.verify.Coverage.Amount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {
  private static final int BLOBS = 1_000;
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"5%,50", "0.1%,1", "0.01%,1", "100%,1000", "7,7", "5000,1000"})
  void aSampleHasThatShareOrNumber(String text, int expected) {
    Coverage sample = offered(new SampledBytes(Sample.parse(text), 1));
    assertThat(sample.toRead()).isEqualTo(new Amount(expected, 10L * expected));
    assertThat(read(sample)).hasSize(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0%", "101%", "-1", "1.5", "5 %", "all", "1e3"})
  void aSampleOfNothingOrOfMoreThanAllIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sample.parse(text))
        .withMessageContaining("5%")
        .withMessageEndingWith("was " + text);
  }

  @Test
  void theSameSeedTakesTheSameSampleAndAnotherSeedAnotherOne() {
    List<Long> first = read(chosen(7));
    assertThat(read(chosen(7))).isEqualTo(first);
    assertThat(read(chosen(8))).isNotEqualTo(first);
  }

  private static Coverage chosen(long seed) {
    Coverage sample = offered(new SampledBytes(Sample.parse("5%"), seed));
    sample.toRead();
    return sample;
  }

  @Test
  void aStoppedRunIsTakenUpAfterTheLastBlobAndReadsUnsoundOnesAgain() {
    ResumedBytes stopped = run("bucket", NOON);
    assertThat(stopped.takenUp()).isEmpty();
    assertThat(stopped.toRead()).isEqualTo(new Amount(BLOBS, 10L * BLOBS));
    stopped.wasRead(3, "key-3", false); // the first is noted at once, later ones each second

    ResumedBytes next = run("bucket", NOON.plusSeconds(3600));
    assertThat(next.takenUp().orElseThrow().begun()).isEqualTo(NOON);
    assertThat(next.takenUp().orElseThrow().read()).isEqualTo(new Amount(2, 20));
    assertThat(next.toRead()).isEqualTo(new Amount(BLOBS - 2, 10L * (BLOBS - 2)));
    assertThat(read(next)).doesNotContain(1L, 2L).contains(3L, 4L).hasSize(BLOBS - 2);

    next.finish();
    assertThat(run("bucket", NOON).takenUp()).isEmpty();
  }

  @Test
  void anOldRunOrThatOfAnotherStoreOrRegistryIsNotTakenUp() throws Exception {
    run("bucket", NOON).wasRead(3, "key-3", true);
    assertThat(run("other bucket", NOON).takenUp()).isEmpty();
    assertThat(run("bucket", NOON.plus(Duration.ofHours(24))).takenUp()).isEmpty();

    ResumedBytes otherKeys =
        new ResumedBytes(state(), "bucket", Duration.ofHours(24), at(NOON.plusSeconds(1)));
    for (long blob = 1; blob <= 5; blob++) otherKeys.offer(blob, "other-" + blob, 10);
    assertThat(otherKeys.toRead()).isEqualTo(new Amount(5, 50));
    assertThat(otherKeys.reads(1)).isTrue();

    Files.writeString(state(), "begun=yesterday\nstore=bucket\n");
    assertThat(run("bucket", NOON).toRead().blobs()).isEqualTo(BLOBS);
  }

  private ResumedBytes run(String store, Instant now) {
    return offered(new ResumedBytes(state(), store, Duration.ofHours(24), at(now)));
  }

  private Path state() {
    return folder.resolve("verify.progress");
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static <C extends Coverage> C offered(C coverage) {
    LongStream.rangeClosed(1, BLOBS).forEach(id -> coverage.offer(id, "key-" + id, 10));
    return coverage;
  }

  private static List<Long> read(Coverage coverage) {
    return LongStream.rangeClosed(1, BLOBS).filter(coverage::reads).boxed().toList();
  }
}
