package dev.roster.api.artifact;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import dev.roster.core.unpack.IncomingFiles;
import dev.roster.core.unpack.UnpackSettings;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The archives that can be unpacked, by their media types. */
enum ArchiveType {
  ZIP(Set.of("application/zip", "application/x-zip-compressed")) {
    @Override
    IncomingFiles files(ArchiveBody body, UnpackSettings limits, TemporaryFolder folder)
        throws IOException {
      return ZipFiles.of(body, limits, folder);
    }
  },
  TAR(Set.of("application/x-tar", "application/tar")) {
    @Override
    IncomingFiles files(ArchiveBody body, UnpackSettings limits, TemporaryFolder folder) {
      return TarFiles.of(body, limits);
    }
  },
  GZIPPED_TAR(
      Set.of(
          "application/gzip",
          "application/x-gzip",
          "application/x-gtar",
          "application/x-tgz",
          "application/x-compressed-tar")) {
    @Override
    IncomingFiles files(ArchiveBody body, UnpackSettings limits, TemporaryFolder folder) {
      return TarFiles.gzipped(body, limits);
    }
  };

  private final Set<String> mediaTypes;

  ArchiveType(Set<String> mediaTypes) {
    this.mediaTypes = mediaTypes;
  }

  /**
   * The files of an archive of this type.
   *
   * @param folder for an archive that has to be kept while it is read
   */
  abstract IncomingFiles files(ArchiveBody body, UnpackSettings limits, TemporaryFolder folder)
      throws IOException;

  /**
   * The type of a Content-Type.
   *
   * @throws Refused {@code unsupported_media_type}
   */
  static ArchiveType of(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    for (ArchiveType each : values())
      if (each.mediaTypes.contains(type.toLowerCase(Locale.ROOT))) return each;
    throw Refused.because(
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        "An archive is sent with the Content-Type application/zip, application/x-tar or"
            + " application/gzip (a compressed tar); was "
            + (type.isEmpty() ? "not sent" : "'" + type + "'")
            + ".");
  }
}
