package dev.roster.api.artifact;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of an archive as it is read. It counts them, and fails when what stands between two
 * files, such as names, has more than a mebibyte: readers of archives hold that in memory.
 */
final class ArchiveSource extends FilterInputStream {
  private static final long MAX_BETWEEN = 1 << 20;
  private static final int MAX_HEADING = 64 << 10;

  private long count;
  private long zeros;
  private long between;
  private final ByteArrayOutputStream heading = new ByteArrayOutputStream();

  ArchiveSource(InputStream from) {
    super(from);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read <= 0) return read;
    count += read;
    between += read;
    if (heading.size() < MAX_HEADING)
      heading.write(into, offset, Math.min(read, MAX_HEADING - heading.size()));
    if (between > MAX_BETWEEN)
      throw new IOException("more than 1 MiB of the archive is in front of the bytes of a file");
    int last = offset + read - 1;
    while (last >= offset && into[last] == 0) last--;
    int atEnd = offset + read - 1 - last;
    zeros = atEnd == read ? zeros + read : atEnd;
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    byte[] block = new byte[(int) Math.min(8192, Math.max(0, bytes))];
    long skipped = 0;
    while (skipped < bytes) {
      int read = read(block, 0, (int) Math.min(block.length, bytes - skipped));
      if (read < 0) break;
      skipped += read;
    }
    return skipped;
  }

  /** Bytes of a file were read. */
  void inFile() {
    between = 0;
    zeros = 0;
    heading.reset();
  }

  /** Whether this text is in front of the bytes of the next file, in UTF-8. */
  boolean heads(String text) {
    return heading
        .toString(StandardCharsets.ISO_8859_1)
        .contains(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }

  /** How many bytes were read. */
  long count() {
    return count;
  }

  /** How many of the last bytes were zeros, since those of a file. */
  long zeros() {
    return zeros;
  }
}
