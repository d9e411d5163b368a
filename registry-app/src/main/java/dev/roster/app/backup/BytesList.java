package dev.roster.app.backup;

import dev.roster.storage.backup.StoredBytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The list of the bytes of a backup, by ascending key: a line each, with key, digest and size. */
final class BytesList {
  private BytesList() {}

  static String line(StoredBytes bytes) {
    return bytes.key() + " " + bytes.sha256() + " " + bytes.size() + "\n";
  }

  /** Reads the list; it is to be closed. */
  static Stream<StoredBytes> read(Path file) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII));
    return lines
        .lines()
        .map(BytesList::parse)
        .onClose(
            () -> {
              try {
                lines.close();
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
  }

  private static StoredBytes parse(String line) {
    String[] parts = line.split(" ");
    return new StoredBytes(parts[0], parts[1], Long.parseLong(parts[2]));
  }
}
