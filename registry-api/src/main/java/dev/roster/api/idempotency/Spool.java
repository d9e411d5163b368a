package dev.roster.api.idempotency;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** A body, read to its end before anything else happens: in memory, or in a file when large. */
final class Spool implements Closeable {
  private static final int IN_MEMORY = 4 << 20;

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

  static Spool of(InputStream body, long limit) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] head = body.readNBytes((int) Math.min(IN_MEMORY, limit + 1));
    if (head.length > limit) throw tooLarge(limit);
    if (head.length < IN_MEMORY) return new Spool(head, null, head.length, sha256.digest(head));
    Path file = Files.createTempFile("roster-body-", null);
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
      out.write(head);
      long size = head.length;
      byte[] piece = new byte[64 << 10];
      for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
        size += read;
        if (size > limit) throw tooLarge(limit);
        out.write(piece, 0, read);
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

  static Refused tooLarge(long limit) {
    return Refused.because(
        ProblemCode.TOO_LARGE, "The body may have up to " + limit + " bytes here.");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java has it
      throw new IllegalStateException(impossible);
    }
  }
}
