package dev.roster.core.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of bytes, by keys that the server makes. No key is written twice, so what is read under
 * one never changes. Each call throws {@code Refused} with {@code storage_unavailable} when the
 * store does not answer as it should. None belongs in a transaction.
 */
public interface BlobStore {
  /**
   * Stores the stream up to its end, in a bounded buffer, and makes sure that the store has all of
   * it. When it throws, nothing is to be found under the key, or what {@link #discard} removes.
   *
   * @return how many bytes
   * @throws IOException the stream's own; the store's failures are {@code Refused}
   */
  long put(String key, InputStream bytes) throws IOException;

  /**
   * The bytes from an offset on, at most {@code length} of them. The stream's {@code close} never
   * waits for the rest. Empty: there is nothing under the key.
   */
  Optional<InputStream> read(String key, long offset, long length);

  /** How many bytes lie under the key. Empty: there is nothing. */
  Optional<Long> size(String key);

  /** Removes what lies under the key, parts of an unfinished put too. Absence is success. */
  void discard(String key);

  /** Some of the keys; a key may be missing that is there, or come twice. */
  Listing list(@Nullable String continuation);

  /**
   * @param continuation asks for more; null: that was all
   */
  record Listing(List<Listed> keys, @Nullable String continuation) {}

  record Listed(String key, Instant modified) {}
}
