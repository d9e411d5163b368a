package dev.roster.core.artifact;

import dev.roster.core.access.Principal;
import dev.roster.core.artifact.UploadStore.Upload;
import dev.roster.core.artifact.UploadTransactions.Received;
import dev.roster.core.audit.Actor;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.digest.HashingStream;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Uploads a file into a draft: bytes first, row last, and no transaction while bytes stream. */
@Service
public class ArtifactUpload {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactUpload.class);

  private final UploadTransactions transactions;
  private final RunningUploads running;
  private final ArtifactDamage damage;
  private final BlobStore store;
  private final ArtifactSettings settings;

  ArtifactUpload(
      UploadTransactions transactions,
      RunningUploads running,
      ArtifactDamage damage,
      BlobStore store,
      ArtifactSettings settings) {
    this.transactions = transactions;
    this.running = running;
    this.damage = damage;
    this.store = store;
    this.settings = settings;
  }

  /**
   * Uploads the bytes to the path, and replaces the file that was there.
   *
   * @param announcedSize the size that the client announced, or −1. A size over the limit is
   *     refused before any byte is read
   * @throws Refused {@code version_immutable}, {@code path_conflict}, {@code stale}, {@code
   *     digest_mismatch}, {@code too_large}, {@code too_many_requests}, {@code
   *     storage_unavailable}; then nothing is visible
   */
  public Uploaded upload(
      VersionRef version,
      ArtifactPath path,
      IncomingBytes bytes,
      long announcedSize,
      Precondition precondition,
      Principal by) {
    long maxSize = settings.maxSize().toBytes();
    if (announcedSize > maxSize) throw tooLarge(maxSize);
    Upload upload = transactions.open(version, path, announcedSize, precondition, by);
    boolean recorded = false;
    try (RunningUploads.Running lease = running.start(upload.id())) {
      Artifact artifact = receive(upload, path, bytes);
      Uploaded uploaded = attach(upload, version, artifact, precondition, by.actor());
      recorded = true;
      return uploaded;
    } finally {
      if (!recorded) giveUp(upload);
    }
  }

  /**
   * Attaches bytes, which the store has and which were hashed, to the version.
   *
   * @throws Refused {@code version_immutable}, {@code path_conflict}, {@code stale}, {@code
   *     conflict} if the upload has ended or another server has it now
   */
  public Uploaded attach(
      Upload upload, VersionRef version, Artifact artifact, Precondition precondition, Actor by) {
    Received received = transactions.record(upload, version, artifact, precondition, by);
    if (received.healed()) damage.healed();
    return new Uploaded(received.artifact(), received.isNew());
  }

  private Artifact receive(Upload upload, ArtifactPath path, IncomingBytes bytes) {
    HashingStream stream =
        new HashingStream(bytes.stream(), settings.maxSize().toBytes(), ArtifactUpload::tooLarge);
    try {
      store.put(upload.key(), stream);
    } catch (IOException clientGone) {
      throw Refused.because(
          ProblemCode.MALFORMED_REQUEST,
          "The body ended early. Nothing was stored; send the whole file again.",
          clientGone);
    }
    Sha256 sha256 = stream.sha256();
    for (Sha256 announced : bytes.announced())
      if (!announced.equals(sha256))
        throw Refused.because(
            ProblemCode.DIGEST_MISMATCH,
            "The %d bytes that were received have SHA-256 %s, not %s as announced. Nothing was stored; send the file again."
                .formatted(stream.count(), sha256.hex(), announced.hex()));
    return new Artifact(path, sha256, stream.count());
  }

  private static Refused tooLarge(long limit) {
    return Refused.because(
        ProblemCode.TOO_LARGE,
        "A file has at most "
            + limit
            + " bytes here. Split it, or raise roster.artifacts.max-size.");
  }

  private void giveUp(Upload upload) {
    try {
      transactions.abort(upload);
    } catch (RuntimeException failed) { // the upload is aborted when its lease ends
      LOG.warn("The upload {} stays open until it expires", upload.id(), failed);
    }
  }

  /**
   * @param isNew there was nothing at the path
   */
  public record Uploaded(Artifact artifact, boolean isNew) {}
}
