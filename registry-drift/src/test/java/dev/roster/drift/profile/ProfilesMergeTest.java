package dev.roster.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Profiles merge by addition: over any batches, in any order, through their bytes. */
class ProfilesMergeTest {
  private static final int[] SIZES = {1, 4, 102, 53};
  private Random random = new Random(0);

  @BeforeEach
  void seedByTheRepetition(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
  }

  @RepeatedTest(50)
  void theOrderOfMergingDoesNotMatter() {
    Profile a = anyProfile();
    Profile b = anyProfile();
    Profile c = anyProfile();
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    // whole numbers as moments, so that not even rounding differs
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(new ProfileSum(SIZES).profile())).isEqualTo(a);
  }

  @RepeatedTest(50)
  void bytesHoldAllOfAProfile() {
    Profile profile = anyProfile();
    ProfileSum read = new ProfileSum(SIZES);
    ProfileBytes.addTo(read, bytes(profile));
    assertThat(read.profile()).isEqualTo(profile);
    ProfileBytes.addTo(read, bytes(profile));
    assertThat(read.profile()).isEqualTo(profile.plus(profile));
  }

  private static byte[] bytes(Profile profile) {
    ProfileSum sum = new ProfileSum(SIZES);
    sum.add(profile);
    return ProfileBytes.of(sum);
  }

  private Profile anyProfile() {
    return new Profile(
        random.nextInt(1_000_000), Arrays.stream(SIZES).mapToObj(this::anyColumn).toList());
  }

  private ColumnCounts anyColumn(int size) {
    long[] counts = new long[size];
    for (int cell = 0; cell < size; cell++)
      counts[cell] = random.nextInt(3) == 0 ? random.nextLong(1L << random.nextInt(1, 40)) : 0;
    Moments moments =
        random.nextBoolean()
            ? Moments.NONE
            : new Moments(
                random.nextInt(100),
                random.nextInt(100),
                -random.nextInt(9),
                9,
                3,
                random.nextInt(9));
    return new ColumnCounts(counts, moments);
  }
}
