package dev.roster.storage.artifact;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that refuses to delete one of its objects, such as one under an object lock. */
record StuckKey(BlobStore store, String stuck) implements BlobStore {
  @Override
  public void discard(String key) {
    if (key.equals(stuck))
      throw Refused.because(ProblemCode.STORAGE_UNAVAILABLE, "The object is locked.");
    store.discard(key);
  }

  @Override
  public boolean isAvailable() {
    return store.isAvailable();
  }

  @Override
  public long put(String key, InputStream bytes) throws IOException {
    return store.put(key, bytes);
  }

  @Override
  public Optional<InputStream> read(String key, long offset, long length) {
    return store.read(key, offset, length);
  }

  @Override
  public Optional<Long> size(String key) {
    return store.size(key);
  }

  @Override
  public List<String> unfinished() {
    return store.unfinished();
  }

  @Override
  public void discardUnfinished(String key) {
    store.discardUnfinished(key);
  }

  @Override
  public Listing list(@Nullable String continuation) {
    return store.list(continuation);
  }

  @Override
  public List<String> keys(String folder) {
    return store.keys(folder);
  }
}
