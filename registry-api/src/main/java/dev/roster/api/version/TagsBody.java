package dev.roster.api.version;

import dev.roster.core.version.TagBatches;
import java.util.List;

/** The body of a request that tags many versions. */
record TagsBody(List<TagBatches.Item> versions) {

  /**
   * @param changed the number of versions whose tags changed
   */
  record Changed(int changed) {}
}
