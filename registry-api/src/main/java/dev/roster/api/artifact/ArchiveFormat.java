package dev.roster.api.artifact;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** An archive format. The same files yield the same bytes, because times are left out. */
enum ArchiveFormat {
  ZIP("application/zip", "zip") {
    @Override
    ArchiveOutputStream<? extends ArchiveEntry> open(OutputStream to) {
      ZipArchiveOutputStream zip = new ZipArchiveOutputStream(to);
      zip.setLevel(Deflater.NO_COMPRESSION); // weights hardly shrink, and the network is faster
      zip.setUseZip64(Zip64Mode.AsNeeded);
      return zip;
    }

    @Override
    ArchiveEntry entry(Artifact artifact) {
      ZipArchiveEntry entry = new ZipArchiveEntry(artifact.path().text());
      entry.setSize(artifact.size());
      entry.setTime(0);
      return entry;
    }
  },
  TAR("application/x-tar", "tar") {
    @Override
    ArchiveOutputStream<? extends ArchiveEntry> open(OutputStream to) {
      TarArchiveOutputStream tar = new TarArchiveOutputStream(to, "UTF-8");
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      return tar;
    }

    @Override
    ArchiveEntry entry(Artifact artifact) {
      TarArchiveEntry entry = new TarArchiveEntry(artifact.path().text());
      entry.setSize(artifact.size());
      entry.setModTime(0);
      return entry;
    }
  };

  private final MediaType mediaType;
  private final String suffix;

  ArchiveFormat(String mediaType, String suffix) {
    this.mediaType = MediaType.parseMediaType(mediaType);
    this.suffix = suffix;
  }

  abstract ArchiveOutputStream<? extends ArchiveEntry> open(OutputStream to) throws IOException;

  abstract ArchiveEntry entry(Artifact artifact);

  String mediaType() {
    return mediaType.toString();
  }

  String suffix() {
    return suffix;
  }

  /**
   * Returns the format that the Accept header prefers, or zip if there is no preference.
   *
   * @throws Refused {@code not_acceptable}
   */
  static ArchiveFormat accepted(@Nullable String accept) {
    if (accept == null || accept.isBlank()) return ZIP;
    try {
      List<MediaType> liked = MediaType.parseMediaTypes(accept);
      MimeTypeUtils.sortBySpecificity(liked);
      for (MediaType type : liked)
        for (ArchiveFormat format : values())
          if (type.getQualityValue() > 0 && type.includes(format.mediaType)) return format;
    } catch (InvalidMediaTypeException | InvalidMimeTypeException malformed) {
      throw notAcceptable();
    }
    throw notAcceptable();
  }

  private static Refused notAcceptable() {
    return Refused.because(
        ProblemCode.NOT_ACCEPTABLE,
        "Archives are available as application/zip and application/x-tar; name one of them in Accept.");
  }
}
