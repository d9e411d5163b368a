package dev.roster.core.blob;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of bytes under keys that the server makes. No key is written twice, so what is read
 * under one never changes. Each call throws {@code Refused} with {@code storage_unavailable} when
 * the store does not answer as it should. None belongs in a transaction.
 */
public interface BlobStore {
  /**
   * Whether the store can take and give bytes now. It asks the store, and answers within a few
   * seconds; it never throws.
   */
  boolean isAvailable();

  /**
   * Stores the stream up to its end, in a bounded buffer, and makes sure that the store has all of
   * it. When it throws, the key holds nothing, or only what {@link #discard} removes.
   *
   * @return the number of bytes
   * @throws IOException the stream's own; the store's failures are {@code Refused}
   */
  long put(String key, InputStream bytes) throws IOException;

  /**
   * The bytes from an offset on, at most {@code length} of them. The stream's {@code close} never
   * waits for the rest. Empty if there is nothing under the key.
   */
  Optional<InputStream> read(String key, long offset, long length);

  /** The number of bytes under the key. Empty if there is no object. */
  Optional<Long> size(String key);

  /** Deletes the object under the key, and the parts of an unfinished put. Absence is success. */
  void discard(String key);

  /** Keys under which puts were begun and not completed. There may be more than are returned. */
  List<String> unfinished();

  /** Removes what puts that were not completed left under the key. The object itself stays. */
  void discardUnfinished(String key);

  /** A page of keys. A list may lack a key that exists, or hold a key twice. */
  Listing list(@Nullable String continuation);

  /** All keys in a folder that has few objects and is not that of the blobs. */
  List<String> keys(String folder);

  /**
   * @param continuation asks for the next page; null if this was the last
   */
  record Listing(List<Listed> keys, @Nullable String continuation) {}

  record Listed(String key, Instant modified) {}
}
