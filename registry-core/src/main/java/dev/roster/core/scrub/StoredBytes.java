package dev.roster.core.scrub;

import dev.roster.core.artifact.ArtifactDamage;
import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.ContentHash;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.scrub.RoundStore.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/**
 * Compares the bytes of a blob with its record. Damage is recorded when a second look finds it too,
 * and taken back when the bytes are right again, for example restored from a backup. A store that
 * does not answer proves nothing.
 */
@Component
class StoredBytes {
  private final BlobStore store;
  private final ArtifactDamage damage;

  StoredBytes(BlobStore store, ArtifactDamage damage) {
    this.store = store;
    this.damage = damage;
  }

  /**
   * Compares the size; of bytes that are known to be damaged the content too.
   *
   * @param read gets the number of bytes that were read, as they are
   * @throws Refused {@code storage_unavailable}
   * @throws IOException the read broke
   */
  void checkPresence(StoredBlob blob, LongConsumer read) throws IOException {
    boolean present = isPresent(blob);
    if (present == !blob.damaged()) return;
    if (present) checkContent(blob, read);
    else if (!isPresentAtLast(blob)) damage.found(blob.id(), blob.key(), blob.sha256());
  }

  /** Compares all bytes. Parameters and exceptions are those of {@link #checkPresence}. */
  void checkContent(StoredBlob blob, LongConsumer read) throws IOException {
    boolean right = isRight(blob, read);
    if (right == !blob.damaged()) return;
    if (right) damage.restored(blob.id(), blob.key());
    else if (!isPresentAtLast(blob) || !isRight(blob, read))
      damage.found(blob.id(), blob.key(), blob.sha256());
  }

  private boolean isPresent(StoredBlob blob) {
    return store.size(blob.key()).equals(Optional.of(blob.size()));
  }

  /** A bucket or a folder that is away lacks every key, so the store must answer before the key. */
  private boolean isPresentAtLast(StoredBlob blob) {
    if (!store.isAvailable())
      throw Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE, "The artifact store does not answer. Try again later.");
    return isPresent(blob);
  }

  private boolean isRight(StoredBlob blob, LongConsumer read) throws IOException {
    if (!isPresent(blob)) return false;
    Optional<InputStream> stream = store.read(blob.key(), 0, blob.size());
    if (stream.isEmpty()) return false;
    try (InputStream in = stream.get()) {
      return ContentHash.of(in, blob.size(), read).sha256().equals(blob.sha256());
    }
  }
}
