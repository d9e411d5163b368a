package dev.roster.api.artifact;

import dev.roster.core.unpack.ArchiveEntryFault;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * Where the parts of a zip are. Readers that begin at its front see the same files as those that
 * begin at its end only if each entry follows the one before, and is described twice in the same
 * way; any other zip is refused.
 */
final class ZipLayout {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_SIZE = 20;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final long MAX_DIRECTORY = 64 << 20;
  private static final long MARK_32 = 0xFFFFFFFFL;
  private static final int DESCRIBED_AFTERWARDS = 1 << 3;

  /** The sizes of what may follow an entry whose sizes were not known when it began. */
  private static final Set<Long> DESCRIPTORS = Set.of(0L, 12L, 16L, 20L, 24L);

  private final FileChannel file;
  private final long directory;

  private ZipLayout(FileChannel file, long directory) {
    this.file = file;
    this.directory = directory;
  }

  /**
   * Finds the directory and counts its entries, before a reader holds them in memory.
   *
   * @throws IOException if this is no zip, or its directory is not what its end says
   */
  static ZipLayout of(FileChannel file, int maxEntries) throws IOException {
    long end = end(file);
    ByteBuffer last = read(file, end, END_SIZE);
    long entries = last.getShort(10) & 0xFFFF;
    long size = last.getInt(12) & MARK_32;
    long offset = last.getInt(16) & MARK_32;
    if (last.getShort(4) != 0 || last.getShort(6) != 0)
      throw new IOException("it is one of several disks");
    long directoryEnd = end;
    if (entries == 0xFFFF || size == MARK_32 || offset == MARK_32) {
      ByteBuffer locator = read(file, end - LOCATOR_64_SIZE, LOCATOR_64_SIZE);
      if (locator.getInt(0) == LOCATOR_64) {
        directoryEnd = locator.getLong(8);
        ByteBuffer last64 = read(file, directoryEnd, 56);
        if (last64.getInt(0) != END_64) throw new IOException("its zip64 end is not where it says");
        entries = last64.getLong(32);
        size = last64.getLong(40);
        offset = last64.getLong(48);
      }
    }
    if (entries > maxEntries || entries < 0)
      throw ArchiveEntryFault.invalid(
          String.valueOf(maxEntries + 1L),
          "is one entry more than the %,d that an archive can have".formatted(maxEntries));
    if (offset < 0 || size < 0 || size > MAX_DIRECTORY || offset + size != directoryEnd)
      throw new IOException("its directory is not where its end says");
    walk(file, offset, directoryEnd, entries);
    return new ZipLayout(file, offset);
  }

  /** The end record; nothing follows it but its comment. */
  private static long end(FileChannel file) throws IOException {
    int length = (int) Math.min(file.size(), END_SIZE + 0xFFFF);
    long from = file.size() - length;
    ByteBuffer tail = read(file, from, length);
    for (int at = length - END_SIZE; at >= 0; at--)
      if (tail.getInt(at) == END && at + END_SIZE + (tail.getShort(at + 20) & 0xFFFF) == length)
        return from + at;
    throw new IOException("it has no end, or other bytes after its end");
  }

  private static void walk(FileChannel file, long from, long to, long entries) throws IOException {
    long at = from;
    for (long i = 0; i < entries; i++) {
      ByteBuffer header = read(file, at, CENTRAL_SIZE);
      if (header.getInt(0) != CENTRAL) throw new IOException("its directory is broken");
      at +=
          CENTRAL_SIZE
              + (header.getShort(28) & 0xFFFF)
              + (header.getShort(30) & 0xFFFF)
              + (header.getShort(32) & 0xFFFF);
    }
    if (at != to) throw new IOException("its directory has other entries than its end says");
  }

  /**
   * @param entries in the order of their place
   */
  void check(List<ZipArchiveEntry> entries) throws IOException {
    long at = 0;
    boolean described = false;
    for (ZipArchiveEntry entry : entries) {
      if (entry.getDiskNumberStart() != 0) throw disagree(entry, "disk");
      follows(entry.getName(), entry.getLocalHeaderOffset() - at, described);
      ByteBuffer local = read(file, entry.getLocalHeaderOffset(), LOCAL_SIZE);
      int nameLength = local.getShort(26) & 0xFFFF;
      long data = entry.getLocalHeaderOffset() + LOCAL_SIZE + nameLength;
      data += local.getShort(28) & 0xFFFF;
      byte[] name = new byte[nameLength];
      read(file, entry.getLocalHeaderOffset() + LOCAL_SIZE, nameLength).get(name);
      described = (local.getShort(6) & DESCRIBED_AFTERWARDS) != 0;
      if (local.getInt(0) != LOCAL || !Arrays.equals(name, entry.getRawName()))
        throw disagree(entry, "name");
      if ((local.getShort(8) & 0xFFFF) != entry.getMethod()) throw disagree(entry, "method");
      if ((local.getShort(6) & 1) != 0) throw disagree(entry, "encryption");
      if (!described) {
        if ((local.getInt(14) & MARK_32) != entry.getCrc()) throw disagree(entry, "CRC-32");
        same(entry, local.getInt(18) & MARK_32, entry.getCompressedSize());
        same(entry, local.getInt(22) & MARK_32, entry.getSize());
      }
      if (entry.getMethod() == ZipEntry.STORED && entry.getCompressedSize() != entry.getSize())
        throw disagree(entry, "size");
      at = data + entry.getCompressedSize();
    }
    follows("the directory", directory - at, described);
  }

  private static void follows(String name, long gap, boolean described) {
    if (described ? !DESCRIPTORS.contains(gap) : gap != 0)
      throw ArchiveEntryFault.broken(
          name, "does not follow the entry before it; pack the archive anew");
  }

  private static void same(ZipArchiveEntry entry, long local, long central) {
    if (local != central && local != MARK_32) throw disagree(entry, "size");
  }

  private static RuntimeException disagree(ZipArchiveEntry entry, String what) {
    return ArchiveEntryFault.broken(
        entry.getName(), "has another " + what + " in front of its bytes than in the directory");
  }

  private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    if (at < 0) throw new EOFException("it ends early");
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining())
      if (file.read(bytes, at + bytes.position()) < 0) throw new EOFException("it ends early");
    return bytes.flip();
  }
}
