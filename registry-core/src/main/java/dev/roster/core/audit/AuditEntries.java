package dev.roster.core.audit;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Reads the audit log. A reader sees the entries of the models that it may see; administrators of
 * all models also see those that belong to no model.
 */
@Service
public class AuditEntries {
  private static final int EXPORTED_AT_A_TIME = 500;

  private final AuditLog audit;

  AuditEntries(AuditLog audit) {
    this.audit = audit;
  }

  /** Newest first. */
  public Page<AuditEntry> list(AuditFilter filter, EntryVisibility reader, PageRequest page) {
    return audit.list(filter, reader, page);
  }

  /**
   * @throws Refused {@code audit_entry_not_found}
   */
  public AuditEntry read(long seq, EntryVisibility reader) {
    return audit
        .find(seq, reader)
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.AUDIT_ENTRY_NOT_FOUND,
                    "The audit log has no entry " + seq + ", or you may not read it."));
  }

  /** Receives the entries of an export. */
  public interface Receiver<E extends Exception> {
    void accept(AuditEntry entry) throws E;
  }

  /** Gives all entries, oldest first, up to the last that there is when it gets there. */
  public <E extends Exception> void export(
      AuditFilter filter, EntryVisibility reader, Receiver<E> receiver) throws E {
    long last = 0;
    List<AuditEntry> some;
    do {
      some = audit.after(last, filter, reader, EXPORTED_AT_A_TIME);
      for (AuditEntry entry : some) {
        receiver.accept(entry);
        last = entry.seq();
      }
    } while (some.size() == EXPORTED_AT_A_TIME);
  }
}
