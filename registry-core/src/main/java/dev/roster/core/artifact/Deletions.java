package dev.roster.core.artifact;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes objects one after the other. One that fails does not hold up the others. */
final class Deletions {
  private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

  private int removed;
  private int failed;

  void tryOne(String key, Runnable deletion) {
    try {
      deletion.run();
      removed++;
    } catch (RuntimeException failure) { // of the store, or of the database
      failed++;
      LOG.debug("The object {} could not be deleted", key, failure);
      if (failed == 1)
        LOG.warn("The object {} could not be deleted: {}", key, failure.getMessage());
    }
  }

  boolean allSucceeded() {
    return failed == 0;
  }

  /**
   * Logs how many were deleted and how many failed.
   *
   * @param which which objects these are, such as {@code that nothing refers to}
   */
  void log(String which) {
    if (removed > 0) LOG.info("Removed {} objects {}", removed, which);
    if (failed > 0)
      LOG.warn(
          "{} of {} objects {} could not be deleted; the next run tries again",
          failed,
          removed + failed,
          which);
  }
}
