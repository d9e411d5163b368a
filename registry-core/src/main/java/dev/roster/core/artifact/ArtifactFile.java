package dev.roster.core.artifact;

import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A file whose bytes can be read, outside of transactions. Each read throws {@code Refused} with
 * {@code artifact_damaged} or {@code storage_unavailable}.
 */
public final class ArtifactFile {
  private final ArtifactDownload download;
  private final StoredArtifact stored;

  ArtifactFile(ArtifactDownload download, StoredArtifact stored) {
    this.download = download;
    this.stored = stored;
  }

  public ArtifactPath path() {
    return stored.artifact().path();
  }

  public Sha256 sha256() {
    return stored.artifact().sha256();
  }

  public long size() {
    return stored.artifact().size();
  }

  /** The whole file; for small files. */
  public byte[] bytes() {
    return bytesOf(download.open(stored));
  }

  /** At most {@code length} bytes from {@code offset} on; their digest is not checked. */
  public byte[] bytes(long offset, int length) {
    long there = Math.min(length, size() - offset);
    return there <= 0 ? new byte[0] : bytesOf(download.openRange(stored, offset, there));
  }

  private static byte[] bytesOf(Content opened) {
    try (Content content = opened) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      content.writeTo(bytes);
      return bytes.toByteArray();
    } catch (IOException away) {
      throw Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE,
          "The connection to the object store broke; repeat the call.",
          away);
    }
  }
}
