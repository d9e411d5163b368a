package dev.roster.api.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import dev.roster.core.unpack.ArchiveEntryFault;
import dev.roster.core.unpack.IncomingFiles;
import dev.roster.core.unpack.UnpackSettings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a zip. Only its directory, which is at its end, says which files it has, so the body
 * goes to a temporary file first.
 */
final class ZipFiles implements IncomingFiles {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;

  private final Path file;
  private final ZipFile zip;
  private final ArchiveMeter meter;
  private final Iterator<ZipArchiveEntry> entries;

  private ZipFiles(Path file, ZipFile zip, List<ZipArchiveEntry> entries, ArchiveMeter meter) {
    this.file = file;
    this.zip = zip;
    this.meter = meter;
    this.entries = entries.iterator();
  }

  /** The files of the zip, after its body was read and all entries were checked. */
  static ZipFiles of(ArchiveBody body, UnpackSettings limits, TemporaryFolder folder)
      throws IOException {
    Path file = temporary(folder);
    boolean open = false;
    try {
      spool(body, file);
      body.checkDigests();
      ZipFiles files = open(file, limits);
      open = true;
      return files;
    } finally {
      if (!open) Files.deleteIfExists(file);
    }
  }

  private static Path temporary(TemporaryFolder folder) {
    try {
      return folder.file("archive");
    } catch (IOException full) {
      throw noRoom(full);
    }
  }

  private static void spool(ArchiveBody body, Path file) {
    byte[] block = new byte[64 << 10];
    try (OutputStream to = Files.newOutputStream(file)) {
      for (int read = next(body, block); read >= 0; read = next(body, block))
        to.write(block, 0, read);
    } catch (IOException full) {
      throw noRoom(full);
    }
  }

  private static int next(ArchiveBody body, byte[] block) {
    try {
      return body.stream().read(block);
    } catch (IOException broken) {
      throw Refused.because(
          ProblemCode.MALFORMED_REQUEST,
          "The body ended early. Nothing was stored; send the whole archive again.",
          broken);
    }
  }

  private static Refused noRoom(IOException full) {
    return Refused.because(
        ProblemCode.STORAGE_UNAVAILABLE,
        "The server cannot write the archive to its temporary folder, which may be full. Try again"
            + " later.",
        full);
  }

  private static ZipFiles open(Path file, UnpackSettings limits) throws IOException {
    FileChannel channel = FileChannel.open(file);
    boolean open = false;
    try {
      ZipLayout layout = ZipLayout.of(channel, limits.maxEntries());
      ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).setCharset(UTF_8).get();
      List<ZipArchiveEntry> entries = new ArrayList<>();
      zip.getEntriesInPhysicalOrder().asIterator().forEachRemaining(entries::add);
      long size = channel.size();
      ArchiveMeter planned = new ArchiveMeter(limits, () -> size);
      for (ZipArchiveEntry entry : entries) {
        planned.entry(entry.getName());
        check(zip, entry);
        planned.count(entry.getName(), entry.getSize());
      }
      layout.check(entries);
      open = true;
      return new ZipFiles(file, zip, entries, new ArchiveMeter(limits, () -> size));
    } catch (IOException | IllegalArgumentException broken) {
      throw ArchiveEntryFault.unreadable("", "The body cannot be read as zip", broken);
    } finally {
      if (!open) channel.close();
    }
  }

  private static void check(ZipFile zip, ZipArchiveEntry entry) {
    String name = entry.getName();
    if (!isUtf8(entry)) throw ArchiveEntryFault.invalid(name, "has a name that is not UTF-8");
    if (new String(entry.getRawName(), UTF_8).indexOf('\\') >= 0)
      throw ArchiveEntryFault.invalid(name, "has a backslash in its name; join folders by /");
    if (entry.getGeneralPurposeBit().usesEncryption())
      throw ArchiveEntryFault.invalid(name, "is encrypted; send it as it is to be read");
    int type =
        entry.getPlatform() == ZipArchiveEntry.PLATFORM_UNIX ? entry.getUnixMode() & TYPE : 0;
    if (type != 0 && type != REGULAR && type != FOLDER)
      throw ArchiveEntryFault.invalid(
          name,
          (entry.isUnixSymlink() ? "is a symbolic link" : "is a device or a pipe")
              + "; only files and folders are taken");
    int method = entry.getMethod();
    if (method != ZipEntry.STORED && method != ZipEntry.DEFLATED || !zip.canReadEntryData(entry))
      throw ArchiveEntryFault.invalid(
          name, "is packed by the method %d; send it stored or deflated".formatted(method));
    if (entry.isDirectory() ? entry.getSize() != 0 : type == FOLDER)
      throw ArchiveEntryFault.invalid(name, "is a folder and a file at once");
  }

  private static boolean isUtf8(ZipArchiveEntry entry) {
    if (entry.getNameSource() == ZipArchiveEntry.NameSource.UNICODE_EXTRA_FIELD) return true;
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(entry.getRawName()));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  @Override
  public @Nullable File next() {
    while (entries.hasNext()) {
      ZipArchiveEntry entry = entries.next();
      if (entry.isDirectory()) continue;
      try {
        InputStream bytes = new Checked(zip.getInputStream(entry), entry);
        return new File(entry.getName(), meter.metered(entry.getName(), bytes));
      } catch (IOException broken) {
        throw ArchiveEntryFault.unreadable(entry.getName(), "cannot be read", broken);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    zip.close();
    Files.deleteIfExists(file);
  }

  /** The bytes of an entry, which must be as many as the directory says, with its checksum. */
  private static final class Checked extends FilterInputStream {
    private final ZipArchiveEntry entry;
    private final CRC32 crc = new CRC32();
    private long count;

    Checked(InputStream bytes, ZipArchiveEntry entry) {
      super(bytes);
      this.entry = entry;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      if (read > 0) {
        crc.update(into, offset, read);
        count += read;
        if (count > entry.getSize()) throw wrong("more bytes than its header says");
      } else if (read < 0) {
        if (count != entry.getSize()) throw wrong("fewer bytes than its header says");
        if (crc.getValue() != entry.getCrc()) throw wrong("another CRC-32 than its header says");
        in.close();
      }
      return read;
    }

    private static IOException wrong(String fault) {
      return new IOException("it has " + fault);
    }
  }
}
