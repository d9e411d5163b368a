package dev.roster.core.upload;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.ArtifactUpload;
import dev.roster.core.artifact.ArtifactUpload.Uploaded;
import dev.roster.core.artifact.Precondition;
import dev.roster.core.artifact.UploadStore.Upload;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.ContentHash;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.upload.PartedUpload.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Joins the parts of an upload, reads the whole once, and attaches it to the version if it is what
 * was announced. Each step can be repeated by another server, and a late result of the one before
 * is refused.
 */
@Component
class Verification {
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
  private static final int RENEWALS_PER_LEASE = 4;

  /** The refusals that pass by themselves; all others end the upload. */
  private static final Set<ProblemCode> PASSING =
      Set.of(
          ProblemCode.STORAGE_UNAVAILABLE,
          ProblemCode.DATABASE_UNAVAILABLE,
          ProblemCode.OUTCOME_UNKNOWN,
          ProblemCode.CONFLICT);

  private final PartedUploadStore uploads;
  private final PartedUploadTransactions transactions;
  private final PartStores stores;
  private final BlobStore store;
  private final ArtifactUpload artifacts;
  private final ArtifactSettings settings;
  private final Clock clock;

  Verification(
      PartedUploadStore uploads,
      PartedUploadTransactions transactions,
      PartStores stores,
      BlobStore store,
      ArtifactUpload artifacts,
      ArtifactSettings settings,
      Clock clock) {
    this.uploads = uploads;
    this.transactions = transactions;
    this.stores = stores;
    this.store = store;
    this.artifacts = artifacts;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Verifies an upload that the caller has claimed.
   *
   * @throws Refused why the upload failed, or cannot be verified now
   */
  Uploaded verify(PartedUpload upload, Precondition precondition) {
    try {
      join(upload);
      Artifact artifact = new Artifact(upload.path(), hash(upload), upload.parts().size());
      requireAnnounced(upload, artifact.sha256());
      uploads.found(upload.id(), artifact.sha256());
      return artifacts.attach(
          new Upload(upload.id(), upload.object().key(), upload.attempt()),
          upload.version(),
          artifact,
          precondition,
          upload.by());
    } catch (Refused refused) {
      if (!PASSING.contains(refused.code())) abort(upload, Failure.of(refused));
      throw refused;
    } finally {
      uploads.settle();
    }
  }

  /** Parts that the store no longer knows were joined by an attempt before, or are lost. */
  private void join(PartedUpload upload) {
    String key = upload.object().key();
    long size = upload.parts().size();
    try {
      stores.by(upload.via()).join(upload.object());
    } catch (Refused refused) {
      if (refused.code() != ProblemCode.PARTS_LOST) throw refused;
      if (store.size(key).isEmpty()) throw refused;
    }
    long there = store.size(key).orElse(0L);
    if (there != size)
      throw Refused.because(
          ProblemCode.PARTS_LOST,
          "The store made an object of %d bytes of the parts instead of %d. Open a new upload and send them again."
              .formatted(there, size));
  }

  private Sha256 hash(PartedUpload upload) {
    String key = upload.object().key();
    Lease lease = new Lease(upload);
    try (InputStream stream =
        store.read(key, 0, upload.parts().size()).orElseThrow(Verification::lost)) {
      ContentHash.Hashed hashed =
          ContentHash.of(stream, upload.parts().size(), read -> lease.renewInTime());
      if (hashed.size() == upload.parts().size()) return hashed.sha256();
      throw lost();
    } catch (IOException broken) {
      throw Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE,
          "The store failed while the file was read. Complete the upload again.",
          broken);
    }
  }

  private static Refused lost() {
    return Refused.because(
        ProblemCode.PARTS_LOST,
        "The store lost bytes of the upload. Open a new one and send all parts again.");
  }

  private static void requireAnnounced(PartedUpload upload, Sha256 found) {
    Sha256 announced = upload.sha256();
    if (announced == null || announced.equals(found)) return;
    throw Refused.because(
        ProblemCode.DIGEST_MISMATCH,
        "The %d bytes that were received have SHA-256 %s, not %s as announced. Nothing was kept; open a new upload and send them again."
            .formatted(upload.parts().size(), found.hex(), announced.hex()));
  }

  /**
   * Deletes the parts and ends the upload, in this order, so that parts whose deletion failed still
   * have the row that leads to them.
   *
   * @return false if it had ended before
   */
  boolean abort(PartedUpload upload, @Nullable Failure failure) {
    try {
      stores.by(upload.via()).abort(upload.object());
    } catch (Refused refused) { // what remains is found by its key
      LOG.info("The parts of the upload {} could not be deleted at once", upload.id());
    }
    boolean aborted = transactions.abort(upload, failure);
    uploads.settle();
    return aborted;
  }

  /** What the upload became. */
  static Artifact artifact(PartedUpload done) {
    return new Artifact(done.path(), Objects.requireNonNull(done.sha256()), done.parts().size());
  }

  /** The claim of this server on an upload that it reads. */
  private final class Lease {
    private final PartedUpload upload;
    private final Duration interval = settings.uploadLease().dividedBy(RENEWALS_PER_LEASE);
    private long renewedAt = System.nanoTime();

    Lease(PartedUpload upload) {
      this.upload = upload;
    }

    void renewInTime() {
      if (System.nanoTime() - renewedAt < interval.toNanos()) return;
      Instant ends = clock.instant().plus(settings.uploadLease());
      if (!uploads.renew(upload.id(), upload.attempt(), ends))
        throw Refused.because(
            ProblemCode.CONFLICT,
            "Another server verifies the upload, or it was aborted. Read it again.");
      renewedAt = System.nanoTime();
    }
  }
}
