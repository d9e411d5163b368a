package dev.roster.core.monitoring.observation;

/**
 * Batches that were withdrawn after a check had counted them.
 *
 * @param batches how many there are
 * @param source the source of the last one
 * @param batch the id of the last one
 * @param rows how many rows they had together
 */
public record Withdrawal(long batches, String source, String batch, long rows) {
  /** What people read. */
  public String remark() {
    String more = batches == 1 ? "" : " and " + (batches - 1) + " more";
    return "After this check, the batch '%s' of '%s'%s, of hours in its window, %s withdrawn: %d rows. Check the window again to judge it without them."
        .formatted(batch, source, more, batches == 1 ? "was" : "were", rows);
  }
}
