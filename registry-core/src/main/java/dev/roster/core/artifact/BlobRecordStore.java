package dev.roster.core.artifact;

import dev.roster.core.digest.Sha256;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows that record which bytes are stored, and where. */
public interface BlobRecordStore {
  /**
   * Finds or inserts the blob of these bytes, and locks it until the transaction of the caller
   * ends. If the blob exists, the bytes under the given key are queued for deletion. If it is
   * damaged, it gets the given key, and its old bytes are queued.
   */
  Upserted upsert(Sha256 sha256, long size, String key, Instant at);

  /** Queues bytes that no blob refers to for deletion. */
  void enqueueDeletion(String key, Instant at);

  /**
   * Marks the blob as damaged, because the store lost or altered its bytes under that key, and
   * marks the ready versions that have it. Returns these versions; none if the damage was known or
   * the blob has another key by now.
   */
  List<VersionRef> markDamaged(long blobId, String key, Instant at);

  /** Marks damaged versions whose blobs are all sound again as ready, and returns them. */
  List<VersionRef> markHealed();

  /** The key of the blob of these bytes. Empty if there is no such blob, or it is damaged. */
  Optional<Located> locate(Sha256 sha256);

  record Upserted(long blobId, boolean healed) {}

  record Located(long blobId, String key) {}
}
