package dev.roster.core.blob;

import dev.roster.core.digest.Sha256;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows that record which bytes are stored, and where. */
public interface BlobRecordStore {
  /**
   * Locks the blobs of these digests, whether or not they exist, until the transaction of the
   * caller ends. A transaction locks all blobs that it changes or ceases to refer to at once,
   * before the first of them changes, so that two that have some in common wait and do not
   * deadlock.
   */
  void lock(Collection<Sha256> digests);

  /** Bytes that were just received and hashed, and which the store has under the key. */
  record Received(Sha256 sha256, long size, String key) {}

  /**
   * Finds or inserts the blobs of these bytes, and locks them until the transaction of the caller
   * ends. A blob that exists gets the given key, and the bytes under its old key are queued for
   * deletion. So bytes that the store altered or lost are replaced, whether or not anybody has
   * noticed.
   *
   * @param received each digest once
   */
  Map<Sha256, Upserted> upsertAll(Collection<Received> received, Instant at);

  /** As {@link #upsertAll}, for one blob. */
  default Upserted upsert(Received received, Instant at) {
    return upsertAll(List.of(received), at).get(received.sha256());
  }

  /** Queues bytes that no blob refers to for deletion. */
  void enqueueDeletion(String key, Instant at);

  /**
   * Marks the blob as damaged, because the store lost or altered its bytes under that key, and
   * marks the ready versions that have it. Returns these versions; empty if the damage was known or
   * the blob has another key by now.
   */
  Optional<List<VersionRef>> markDamaged(long blobId, String key, Instant at);

  /** Marks the blob as sound. False if it was not damaged, or has another key by now. */
  boolean markSound(long blobId, String key);

  /** Marks damaged versions whose blobs are all sound again as ready, and returns them. */
  List<VersionRef> markHealed();

  /**
   * @param healed the blob was known to be damaged, and is sound again
   */
  record Upserted(long blobId, boolean healed) {}
}
