package dev.roster.core.artifact;

import dev.roster.core.digest.Sha256;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows that say which bytes are stored. */
public interface BlobRecordStore {
  /**
   * The blob of these bytes, locked until the caller's transaction ends: a new one under the key,
   * or the one that is there already, with the key's bytes queued for deletion. A damaged blob gets
   * the key's bytes, and its old ones are queued.
   */
  Upserted upsert(Sha256 sha256, long size, String key, Instant at);

  /** Queues bytes that no blob refers to. */
  void enqueueDeletion(String key, Instant at);

  /**
   * The store lost or altered the bytes of the blob under that key: marks it, and the ready
   * versions that have it as damaged. Those versions; none, if it was known or the blob has other
   * bytes by now.
   */
  List<VersionRef> markDamaged(long blobId, String key, Instant at);

  /** Marks damaged versions as ready whose blobs are all sound again. Those versions. */
  List<VersionRef> markHealed();

  /** Where the blob of these bytes lies, unless there is none or it is known to be damaged. */
  Optional<Located> locate(Sha256 sha256);

  record Upserted(long blobId, boolean healed) {}

  record Located(long blobId, String key) {}
}
