package dev.roster.core.comparison;

import dev.roster.core.comparison.Comparison.Bytes;
import dev.roster.core.reference.VersionRef;
import java.util.List;
import java.util.Map;

/** Finds the files that are not the same in all versions. */
public interface FileDifferences {
  /** By path, {@code most} of them. */
  Found between(List<VersionRef> versions, int most);

  /**
   * @param paths path to what each version that has it has there, by the version's id
   * @param count of all that there are
   */
  record Found(Map<String, Map<Long, Bytes>> paths, int count) {}
}
