package dev.roster.storage.audit;

/** The log from before V27 is not as Roster wrote it. */
public final class BrokenChain extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param seq the first entry that is not as it was written
   */
  BrokenChain(long seq) {
    super("Audit entry " + seq + " was altered or removed, or the entry before it was");
  }
}
