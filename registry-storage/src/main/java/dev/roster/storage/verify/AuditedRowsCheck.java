package dev.roster.storage.verify;

import java.util.List;

/** I3: each row that a change wrote has its audit entry, and each audit entry has its row. */
public abstract class AuditedRowsCheck extends ContradictionCheck {
  protected AuditedRowsCheck(Contradiction... contradictions) {
    super(
        "I3",
        "Compare the row with a backup: somebody wrote it, or removed its audit entry, without"
            + " Roster.",
        List.of(contradictions));
  }
}
