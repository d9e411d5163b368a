package dev.roster.api.lineage;

import dev.roster.core.lineage.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Data that versions were made with.
 *
 * @param id what the calls on it take: its digest, or without one a digest of name and URI
 */
record DatasetBody(
    String id, @Nullable String digest, @Nullable String name, @Nullable String uri) {
  static DatasetBody of(Dataset dataset) {
    return new DatasetBody(dataset.id(), dataset.digest(), dataset.name(), dataset.uri());
  }
}
