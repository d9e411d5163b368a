package dev.roster.api.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.unpack.ArchiveEntryFault;
import dev.roster.core.unpack.IncomingFiles;
import dev.roster.core.unpack.UnpackSettings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The files of a tar, read while it arrives. */
final class TarFiles implements IncomingFiles {
  private static final long END = 2 * TarConstants.DEFAULT_RCDSIZE;
  private static final byte[] ZEROS = new byte[8192];

  /** What the reader of the tar puts where bytes are not UTF-8; a name may really have them. */
  private static final Pattern REPLACED = Pattern.compile("[?\uFFFD]");

  private static final List<String> BEFORE_ABSOLUTE = List.of("=/", "=//", "\0/", "\0//");

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final ArchiveBody body;
  private final ArchiveSource source;

  /** The tar itself, the same as the source unless that is compressed. */
  private final ArchiveSource plain;

  private final TarArchiveInputStream tar;
  private final ArchiveMeter meter;
  private String last = "";

  private TarFiles(
      ArchiveBody body, ArchiveSource source, ArchiveSource plain, UnpackSettings limits) {
    this.body = body;
    this.source = source;
    this.plain = plain;
    this.tar = new TarArchiveInputStream(plain, UTF_8.name());
    this.meter = new ArchiveMeter(limits, source::count);
  }

  /** The files of a tar. */
  static TarFiles of(ArchiveBody body, UnpackSettings limits) {
    ArchiveSource source = new ArchiveSource(notOfAnotherType(body.stream()));
    return new TarFiles(body, source, source, limits);
  }

  /** Names the type of what is often taken for a tar. */
  private static InputStream notOfAnotherType(InputStream bytes) {
    PushbackInputStream tar = new PushbackInputStream(bytes, ZIP.length);
    try {
      byte[] head = tar.readNBytes(ZIP.length);
      if (Arrays.equals(head, 0, Math.min(2, head.length), GZIP, 0, 2))
        throw otherType("compressed by gzip", "application/gzip");
      if (Arrays.equals(head, ZIP)) throw otherType("a zip", "application/zip");
      tar.unread(head);
      return tar;
    } catch (IOException broken) {
      throw ArchiveEntryFault.unreadable("", "The body cannot be read as tar", broken);
    }
  }

  private static Refused otherType(String is, String type) {
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        "The body is %s and not a tar. Nothing was stored; send it with the Content-Type %s."
            .formatted(is, type));
  }

  /** The files of a tar that gzip compressed. */
  static TarFiles gzipped(ArchiveBody body, UnpackSettings limits) {
    ArchiveSource source = new ArchiveSource(body.stream());
    try {
      InputStream inflated = new GzipCompressorInputStream(source, true);
      return new TarFiles(body, source, new ArchiveSource(watched(inflated, source)), limits);
    } catch (IOException broken) {
      throw ArchiveEntryFault.unreadable("", "The body cannot be read as gzip", broken);
    }
  }

  /** Tells the source when the bytes that were read from it had content. */
  private static InputStream watched(InputStream inflated, ArchiveSource source) {
    return new FilterInputStream(inflated) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        if (read > 0) source.inFile();
        return read;
      }
    };
  }

  @Override
  public @Nullable File next() {
    try {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName();
        meter.entry(name);
        last = name;
        check(entry);
        plain.inFile();
        if (!entry.isDirectory()) return new File(name, meter.metered(name, content(entry)));
      }
      end();
      return null;
    } catch (IOException | IllegalArgumentException broken) {
      throw ArchiveEntryFault.unreadable(
          last,
          last.isEmpty() ? "The body cannot be read as tar" : "is followed by what is no tar",
          broken);
    }
  }

  private void check(TarArchiveEntry entry) {
    String name = entry.getName();
    if (!entry.isCheckSumOK())
      throw ArchiveEntryFault.broken(name, "has a header with a wrong checksum");
    for (String before : BEFORE_ABSOLUTE) // the reader of the tar drops the / of a long name
    if (plain.heads(before + name)) throw ArchiveEntryFault.invalid(name, "is absolute");
    for (String segment : name.split("/"))
      if (REPLACED.matcher(segment).find() && !plain.heads(segment))
        throw ArchiveEntryFault.invalid(name, "has a name that is not UTF-8");
    if (entry.isDirectory()) {
      if (entry.getSize() > 0) throw ArchiveEntryFault.invalid(name, "is a folder with bytes");
      return;
    }
    String kind = kind(entry);
    if (kind != null)
      throw ArchiveEntryFault.invalid(
          name,
          "is " + kind + "; only files and folders are taken (tar -h packs what links lead to)");
  }

  /** What the entry is if it is not a file. */
  private static @Nullable String kind(TarArchiveEntry entry) {
    if (entry.isSymbolicLink()) return "a symbolic link to '" + entry.getLinkName() + "'";
    if (entry.isLink()) return "a hard link to '" + entry.getLinkName() + "'";
    if (entry.isCharacterDevice() || entry.isBlockDevice()) return "a device";
    if (entry.isFIFO()) return "a pipe";
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> null;
      default -> entry.isSparse() ? null : "of the type '" + (char) entry.getLinkFlag() + "'";
    };
  }

  private InputStream content(TarArchiveEntry entry) {
    return new FilterInputStream(tar) {
      private long count;

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        plain.inFile();
        if (read > 0) count += read;
        else if (read < 0 && count != entry.getRealSize())
          throw new IOException("it has " + count + " bytes instead of " + entry.getRealSize());
        return read;
      }
    };
  }

  /** After the two blocks of zeros that end a tar, there are only more of them. */
  private void end() throws IOException {
    byte[] rest = new byte[ZEROS.length];
    long zeros = plain.zeros();
    int read;
    while ((read = plain.read(rest, 0, rest.length)) >= 0) {
      if (Arrays.mismatch(rest, 0, read, ZEROS, 0, read) >= 0)
        throw new IOException("there are other bytes after its end");
      zeros += read;
      plain.inFile();
    }
    if (zeros < END) throw new IOException("the archive ends early");
    if (source != plain && source.read(rest, 0, 1) >= 0)
      throw new IOException("there are other bytes after its end");
    body.checkDigests();
  }

  @Override
  public void close() {
    // the container closes the body
  }
}
