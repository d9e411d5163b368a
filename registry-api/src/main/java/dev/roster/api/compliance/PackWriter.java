package dev.roster.api.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.digest.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes the files of a pack into a tar, and sums them up. */
final class PackWriter {
  private final TarArchiveOutputStream tar;
  private final StringBuilder sums = new StringBuilder();

  PackWriter(OutputStream to) {
    tar = new TarArchiveOutputStream(to, UTF_8.name());
  }

  void add(String name, String text) throws IOException {
    add(name, text.getBytes(UTF_8));
  }

  void add(String name, byte[] content) throws IOException {
    sums.append(Sha256.of(Sha256.hash(content)).hex()).append("  ").append(name).append('\n');
    put(name, content);
  }

  /** The sums of all files so far, each on a line as {@code sha256sum} writes it. */
  String sums() {
    return sums.toString();
  }

  /** Adds a file that is not summed up. */
  void put(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  void finish() throws IOException {
    tar.finish();
    tar.flush();
  }
}
