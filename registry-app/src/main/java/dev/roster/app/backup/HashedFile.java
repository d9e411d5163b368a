package dev.roster.app.backup;

import dev.roster.app.embedded.PrivateFiles;
import dev.roster.core.digest.Sha256;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A compressed file of a backup, whose digest is known when it is written. */
final class HashedFile {
  private HashedFile() {}

  /** Writes the content. */
  interface Content {
    void writeTo(OutputStream out) throws Exception;
  }

  /** Writes the file, and brings it to the disk. Returns the digest of the file. */
  static String write(Path path, Content content) throws Exception {
    MessageDigest digest = Sha256.newDigest();
    PrivateFiles.file(path);
    try (FileOutputStream file = new FileOutputStream(path.toFile())) {
      OutputStream zip = new FastGzip(new DigestOutputStream(file, digest));
      content.writeTo(zip);
      zip.close(); // closes the file, too, so it is opened again to be brought to the disk
    }
    PrivateFiles.sync(path);
    return Sha256.of(digest.digest()).hex();
  }

  static String digest(Path path) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n; (n = in.read(buffer)) >= 0; ) digest.update(buffer, 0, n);
    }
    return Sha256.of(digest.digest()).hex();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
