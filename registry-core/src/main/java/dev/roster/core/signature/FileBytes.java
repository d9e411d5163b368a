package dev.roster.core.signature;

/**
 * The bytes of a file in the store, which are fetched in pieces. Skipped bytes are not fetched, so
 * reading a header of a file of gigabytes is cheap.
 */
public final class FileBytes {
  private static final int FIRST_PIECE = 64 << 10;
  private static final int MAX_PIECE = 1 << 20;

  /** Fetches the bytes from an offset on, as many as asked for; the range is within the file. */
  public interface Pieces {
    byte[] read(long offset, int length);
  }

  private final Pieces pieces;
  private final long size;
  private final ReadBudget budget;
  private byte[] piece = {};
  private long pieceAt;
  private long position;
  private int next = FIRST_PIECE;

  public FileBytes(Pieces pieces, long size, ReadBudget budget) {
    this.pieces = pieces;
    this.size = size;
    this.budget = budget;
  }

  long size() {
    return size;
  }

  long position() {
    return position;
  }

  void seek(long to) {
    position = to;
  }

  /** The next byte. */
  int read() throws UnreadableFile {
    if (position < pieceAt || position >= pieceAt + piece.length) fetch();
    return piece[(int) (position++ - pieceAt)] & 0xff;
  }

  /** The next bytes, of a text that may be kept. */
  byte[] readText(int length) throws UnreadableFile {
    budget.keep(length);
    return read(length);
  }

  /** The next bytes, exactly as many. */
  byte[] read(int length) throws UnreadableFile {
    if (length > size - position) throw new UnreadableFile("breaks off at byte " + size);
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      if (position < pieceAt || position >= pieceAt + piece.length) fetch();
      int from = (int) (position - pieceAt);
      int part = Math.min(length - done, piece.length - from);
      System.arraycopy(piece, from, bytes, done, part);
      done += part;
      position += part;
    }
    return bytes;
  }

  private void fetch() throws UnreadableFile {
    if (position >= size) throw new UnreadableFile("breaks off at byte " + size);
    boolean onward = position == pieceAt + piece.length && piece.length > 0;
    next = onward ? Math.min(next * 2, MAX_PIECE) : FIRST_PIECE;
    int length = (int) Math.min(next, size - position);
    budget.spend(length);
    piece = pieces.read(position, length);
    pieceAt = position;
  }
}
