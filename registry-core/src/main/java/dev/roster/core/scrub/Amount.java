package dev.roster.core.scrub;

/** A number of blobs and their bytes. */
public record Amount(long blobs, long bytes) {
  public static final Amount NONE = new Amount(0, 0);

  Amount plus(long size) {
    return new Amount(blobs + 1, bytes + size);
  }
}
