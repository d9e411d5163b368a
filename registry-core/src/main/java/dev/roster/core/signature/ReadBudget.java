package dev.roster.core.signature;

/** Limits how much of a version's files is read for a purpose, in bytes and in pieces. */
public final class ReadBudget {
  private static final long MAX_BYTES = 128L << 20;
  private static final int MAX_PIECES = 4_096;

  private final long maxBytes;
  private final int maxPieces;
  private long bytes;
  private int pieces;

  /** What is read to find the signature of a version. */
  ReadBudget() {
    this(MAX_BYTES, MAX_PIECES);
  }

  public ReadBudget(long maxBytes, int maxPieces) {
    this.maxBytes = maxBytes;
    this.maxPieces = maxPieces;
    this.bytes = maxBytes;
    this.pieces = maxPieces;
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
