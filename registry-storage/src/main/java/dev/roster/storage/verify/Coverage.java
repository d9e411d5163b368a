package dev.roster.storage.verify;

/**
 * Which blobs a run reads the bytes of. All blobs are offered, by ascending id, before the first is
 * read.
 */
public interface Coverage {
  /**
   * @param key the key of the bytes in the store, which is never used for other bytes
   */
  void offer(long blob, String key, long size);

  /** What will be read. It is known when all blobs were offered. */
  Amount toRead();

  /** Whether the bytes of this blob are to be read. */
  boolean reads(long blob);

  /** The bytes of the blob were read, and were sound or not. Blobs are read by ascending id. */
  void wasRead(long blob, String key, boolean sound);

  /** A number of blobs and of their bytes. */
  record Amount(long blobs, long bytes) {
    public static final Amount NONE = new Amount(0, 0);

    public Amount plus(long size) {
      return new Amount(blobs + 1, bytes + size);
    }
  }

  /** Reads the bytes of all blobs. */
  static Coverage all() {
    return new Coverage() {
      private Amount all = Amount.NONE;

      @Override
      public void offer(long blob, String key, long size) {
        all = all.plus(size);
      }

      @Override
      public Amount toRead() {
        return all;
      }

      @Override
      public boolean reads(long blob) {
        return true;
      }

      @Override
      public void wasRead(long blob, String key, boolean sound) {}
    };
  }
}
