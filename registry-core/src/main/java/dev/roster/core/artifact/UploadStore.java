package dev.roster.core.artifact;

import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Uploads: {@code open} to {@code done} or {@code aborted}. While one is open, its row stands for
 * the bytes under its key.
 */
public interface UploadStore {
  /** An open upload. Its id and key are the server's own and never used again. */
  record Upload(UUID id, String key) {}

  void open(
      Upload upload, VersionRef version, ArtifactPath path, String by, Instant at, Instant expires);

  /** Locks it and marks it done. False: it was given up in the meantime. */
  boolean finish(UUID id, Instant at);

  /** Gives it up. False: it was no longer open. */
  boolean abort(UUID id, Instant at);

  /** Moves the expiry of those that are still open. */
  void renew(Collection<UUID> ids, Instant expires);

  /** Gives up some of those past their expiry. The keys under which bytes may lie. */
  List<String> abortExpired(Instant now);

  /** Forgets those that ended before then. */
  void forget(Instant before);
}
