package dev.roster.api.version;

import dev.roster.core.version.TagBatches;
import java.util.List;

/** Tags for many versions. */
record TagsBody(List<TagBatches.Item> versions) {

  /**
   * @param changed how many versions have other tags now
   */
  record Changed(int changed) {}
}
