package dev.roster.core.signature;

/** Limits how much of a version's files is read to find its signature, in bytes and in pieces. */
final class ReadBudget {
  private static final long MAX_BYTES = 128L << 20;
  private static final int MAX_PIECES = 4_096;

  private long bytes = MAX_BYTES;
  private int pieces = MAX_PIECES;

  void spend(int length) throws UnreadableFile {
    bytes -= length;
    pieces--;
    if (bytes < 0 || pieces < 0)
      throw new UnreadableFile(
          "has its inputs and outputs beyond the part of a version's files that is read: %d MiB in %,d pieces"
              .formatted(MAX_BYTES >> 20, MAX_PIECES));
  }
}
