package dev.roster.api.artifact;

import dev.roster.core.unpack.ArchiveEntryFault;
import dev.roster.core.unpack.UnpackSettings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Counts the entries and the bytes of an archive while it is unpacked, and refuses too many. */
final class ArchiveMeter {
  private static final long MIN_SIZE = 1 << 20; // small files may shrink as much as they like

  private final UnpackSettings limits;
  private final LongSupplier archived;
  private int entries;
  private long unpacked;

  /**
   * @param archived how many bytes of the archive were read
   */
  ArchiveMeter(UnpackSettings limits, LongSupplier archived) {
    this.limits = limits;
    this.archived = archived;
  }

  /** Counts an entry, a folder or a file. */
  void entry(String name) {
    if (++entries > limits.maxEntries())
      throw ArchiveEntryFault.invalid(
          name,
          "is one entry more than the %,d that an archive can have".formatted(limits.maxEntries()));
  }

  /** The bytes of an entry, counted as they are read. */
  InputStream metered(String name, InputStream bytes) {
    return new FilterInputStream(bytes) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        if (read > 0) count(name, read);
        return read;
      }
    };
  }

  /** Counts bytes of an entry. */
  void count(String name, long bytes) {
    unpacked += bytes;
    long most = limits.maxSize().toBytes();
    if (unpacked > most)
      throw ArchiveEntryFault.tooLarge(
          name, "makes the files of the archive larger than %,d bytes together".formatted(most));
    if (unpacked > MIN_SIZE && unpacked / limits.maxRatio() > archived.getAsLong())
      throw ArchiveEntryFault.invalid(
          name,
          "makes the files more than %,d times as large as the archive; upload it as a file of its own"
              .formatted(limits.maxRatio()));
  }
}
