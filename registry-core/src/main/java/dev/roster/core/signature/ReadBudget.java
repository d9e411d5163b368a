package dev.roster.core.signature;

/**
 * Limits how much of a version's files is read for a purpose, in bytes and in pieces, and how much
 * memory is kept of what was read.
 */
public final class ReadBudget {
  private static final long MAX_BYTES = 128L << 20;
  private static final int MAX_PIECES = 4_096;
  private static final long MAX_KEPT = 64L << 20;

  /** What a text takes in memory beside its characters, with the field whose name it is. */
  private static final int OVERHEAD = 200;

  private final long maxBytes;
  private final int maxPieces;
  private long bytes;
  private int pieces;
  private long kept;

  /** What is read to find the signature of a version. */
  ReadBudget() {
    this(MAX_BYTES, MAX_PIECES, MAX_KEPT);
  }

  /** For a reader that keeps nothing of what it reads. */
  public ReadBudget(long maxBytes, int maxPieces) {
    this(maxBytes, maxPieces, Long.MAX_VALUE);
  }

  private ReadBudget(long maxBytes, int maxPieces, long kept) {
    this.maxBytes = maxBytes;
    this.maxPieces = maxPieces;
    this.bytes = maxBytes;
    this.pieces = maxPieces;
    this.kept = kept;
  }

  /** Counts a text, which its reader may keep. */
  void keep(int length) throws UnreadableFile {
    kept -= 2L * length + OVERHEAD;
    if (kept < 0)
      throw new UnreadableFile(
          "has more and longer names than the %d MiB of memory hold in which the files of a version are read"
              .formatted(MAX_KEPT >> 20));
  }

  void spend(int length) throws UnreadableFile {
    bytes -= length;
    pieces--;
    if (bytes < 0 || pieces < 0)
      throw new UnreadableFile(
          "has its inputs and outputs beyond the part of a version's files that is read: %d MiB in %,d pieces"
              .formatted(maxBytes >> 20, maxPieces));
  }
}
