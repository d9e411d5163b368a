package dev.roster.api.trash;

import dev.roster.core.trash.Trashed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deleted model or version that can be restored.
 *
 * @param version the number of the deleted version; null if the model itself was deleted
 */
record TrashedBody(String model, @Nullable Integer version, Instant deletedAt, String deletedBy) {
  static TrashedBody of(Trashed trashed) {
    return new TrashedBody(
        trashed.model(), trashed.version(), trashed.deletedAt(), trashed.deletedBy());
  }
}
