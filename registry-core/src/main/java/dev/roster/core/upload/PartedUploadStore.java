package dev.roster.core.upload;

import dev.roster.core.digest.Sha256;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of uploads in parts. */
public interface PartedUploadStore {
  /** Inserts an open upload, which has no parts in the store yet. */
  void open(PartedUpload upload, Instant at);

  /** Records that the store takes parts for it. Returns false if the upload is no longer open. */
  boolean begun(UUID id, String handle, Instant expires);

  /** An upload of this version that takes parts, in any state. */
  Optional<PartedUpload> find(VersionRef version, UUID id);

  /**
   * The uploads of a version that have not ended, the oldest first.
   *
   * @param owner shows only those of this caller; null: all
   */
  Page<PartedUpload> list(VersionRef version, @Nullable String owner, PageRequest page);

  /**
   * Marks an open upload as being verified, by the caller until the lease ends. If the file is
   * large, its version is shown as {@code verifying}. The transaction of the caller holds the
   * version. Empty if the upload is no longer open.
   */
  Optional<PartedUpload> beginVerifying(
      UUID id, boolean isShown, Instant leaseEnds, Instant expires);

  /** Claims an upload that is to be verified, and whose lease has ended. */
  Optional<PartedUpload> claim(Instant now, Instant leaseEnds);

  /** Renews the lease. Returns false if another server claimed the upload, or it has ended. */
  boolean renew(UUID id, int attempt, Instant leaseEnds);

  /** Records the digest of the whole, once it was read. */
  void found(UUID id, Sha256 sha256);

  /**
   * Aborts an upload that has not ended.
   *
   * @param failure null if it did not fail
   * @return false if it had ended, or another attempt verifies it
   */
  boolean abort(UUID id, int attempt, PartedUpload.@Nullable Failure failure, Instant at);

  /** Some of the uploads that are open, or not verified, past their time. */
  List<PartedUpload> expired(Instant now);

  /** Shows versions as drafts again if none of their uploads is being verified. */
  void settle();
}
