package dev.roster.core.artifact;

import dev.roster.core.audit.Actor;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rows of uploads. An upload goes from {@code open} to {@code done} or {@code aborted}. While
 * it is open, its row is the reference to the bytes under its key.
 */
public interface UploadStore {
  /**
   * An open upload. Its id and key are the server's own and never used again.
   *
   * @param attempt counts the servers that took it over; it is 0 unless the file came in parts
   */
  record Upload(UUID id, String key, int attempt) {
    public Upload(UUID id, String key) {
      this(id, key, 0);
    }
  }

  /** Inserts a row for each upload to its path. */
  void open(
      Map<ArtifactPath, Upload> uploads, VersionRef version, Actor by, Instant at, Instant expires);

  /**
   * Locks the uploads and marks them done. Returns false if one was aborted in the meantime, or
   * another server took it over; the caller's transaction must not commit then.
   */
  boolean finish(Collection<Upload> uploads, Instant at);

  /** Aborts the upload. Returns false if it was no longer open. */
  boolean abort(UUID id, Instant at);

  /** Renews the leases of the uploads that are still open. */
  void renew(Collection<UUID> ids, Instant expires);

  /**
   * Aborts some of the expired uploads that came in one piece. Returns the keys that may hold
   * bytes.
   */
  List<String> abortExpired(Instant now);

  /** Deletes the rows of uploads that ended before that instant. */
  void forget(Instant before);
}
