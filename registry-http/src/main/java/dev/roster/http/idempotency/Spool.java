package dev.roster.http.idempotency;

import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A body that was read to its end: in memory, or in a file if it is large. */
final class Spool implements Closeable {
  private static final int MAX_IN_MEMORY = 64 << 10;

  private final byte[] head;
  private final @Nullable Path file;
  private final long size;
  private final byte[] digest;

  private Spool(byte[] head, @Nullable Path file, long size, byte[] digest) {
    this.head = head;
    this.file = file;
    this.size = size;
    this.digest = digest;
  }

  /**
   * Reads the body.
   *
   * @throws IOException if the body ends too early
   * @throws Refused {@code too_large}; {@code storage_unavailable} if it cannot be written to the
   *     folder
   */
  static Spool of(InputStream body, long limit, TemporaryFolder folder) throws IOException {
    MessageDigest sha256 = Sha256.newDigest();
    byte[] head = body.readNBytes((int) Math.min(MAX_IN_MEMORY, limit + 1));
    if (head.length > limit) throw tooLarge(limit);
    if (head.length < MAX_IN_MEMORY) return new Spool(head, null, head.length, sha256.digest(head));
    Path file = temporary(folder);
    try (OutputStream out = new DigestOutputStream(open(file), sha256)) {
      write(out, head, head.length);
      long size = head.length;
      byte[] piece = new byte[64 << 10];
      for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
        size += read;
        if (size > limit) throw tooLarge(limit);
        write(out, piece, read);
      }
      return new Spool(new byte[0], file, size, sha256.digest());
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
  }

  InputStream open() throws IOException {
    return file == null ? new ByteArrayInputStream(head) : Files.newInputStream(file);
  }

  long size() {
    return size;
  }

  byte[] digest() {
    return digest;
  }

  @Override
  public void close() throws IOException {
    if (file != null) Files.deleteIfExists(file);
  }

  private static Path temporary(TemporaryFolder folder) {
    try {
      return folder.file("body");
    } catch (IOException full) {
      throw noRoom(full);
    }
  }

  private static OutputStream open(Path file) {
    try {
      return Files.newOutputStream(file);
    } catch (IOException full) {
      throw noRoom(full);
    }
  }

  private static void write(OutputStream out, byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException full) {
      throw noRoom(full);
    }
  }

  private static Refused noRoom(IOException full) {
    return Refused.because(
        ProblemCode.STORAGE_UNAVAILABLE,
        "The server cannot write the body to its temporary folder, which may be full. Try again"
            + " later, or send less in one call.",
        full);
  }

  static Refused tooLarge(long limit) {
    return Refused.because(
        ProblemCode.TOO_LARGE, "The body may have up to " + limit + " bytes on this route.");
  }
}
