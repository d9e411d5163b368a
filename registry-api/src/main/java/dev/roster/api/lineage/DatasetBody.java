package dev.roster.api.lineage;

import dev.roster.core.lineage.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that versions were made with.
 *
 * @param id the id that calls accept: the digest of the dataset, or else a digest of name and URI
 */
record DatasetBody(
    String id, @Nullable String digest, @Nullable String name, @Nullable String uri) {
  static DatasetBody of(Dataset dataset) {
    return new DatasetBody(dataset.id(), dataset.digest(), dataset.name(), dataset.uri());
  }
}
