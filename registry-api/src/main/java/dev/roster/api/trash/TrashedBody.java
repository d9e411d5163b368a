package dev.roster.api.trash;

import dev.roster.core.trash.Trashed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was deleted and can be restored.
 *
 * @param version null means the model itself
 */
record TrashedBody(String model, @Nullable Integer version, Instant deletedAt, String deletedBy) {
  static TrashedBody of(Trashed trashed) {
    return new TrashedBody(
        trashed.model(), trashed.version(), trashed.deletedAt(), trashed.deletedBy());
  }
}
