package dev.roster.app.verify;

import dev.roster.core.digest.Sha256;
import dev.roster.storage.verify.Coverage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a random sample of the blobs. The hash of seed and key decides, so the same
 * seed chooses the same blobs.
 */
public final class SampledBytes implements Coverage {
  private final Sample sample;
  private final long seed;
  private final List<Candidate> offered = new ArrayList<>();
  private @Nullable Set<Long> chosen;

  private record Candidate(long blob, long size, long rank) {}

  public SampledBytes(Sample sample, long seed) {
    this.sample = sample;
    this.seed = seed;
  }

  @Override
  public void offer(long blob, String key, long size) {
    long rank = ByteBuffer.wrap(Sha256.hash(seed + " " + key)).getLong();
    offered.add(new Candidate(blob, size, rank));
  }

  @Override
  public Amount toRead() {
    offered.sort(Comparator.comparingLong(Candidate::rank));
    List<Candidate> read = offered.subList(0, sample.of(offered.size()));
    Set<Long> blobs = new HashSet<>();
    Amount amount = Amount.NONE;
    for (Candidate each : read) {
      blobs.add(each.blob());
      amount = amount.plus(each.size());
    }
    chosen = blobs;
    return amount;
  }

  @Override
  public boolean reads(long blob) {
    if (chosen == null) throw new IllegalStateException("not all blobs were offered");
    return chosen.contains(blob);
  }

  @Override
  public void wasRead(long blob, String key, boolean sound) {}

  public long seed() {
    return seed;
  }

  /** The number of blobs of which the sample was taken. */
  public int offered() {
    return offered.size();
  }
}
