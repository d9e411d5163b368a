package dev.roster.core.audit;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import java.util.List;
import java.util.Optional;

/**
 * Where changes are recorded. An entry gets its number shortly after its transaction has committed;
 * each reader numbers first what is committed, so it finds each acknowledged change.
 */
public interface AuditLog {
  /**
   * Appends the entry, and what it adds to the history, in the caller's transaction (I3). Both are
   * written when the commit begins. The caller holds the lock of what it changes, which is what
   * puts the entries of a model in order. Fails without a transaction.
   */
  void append(Change change);

  /**
   * Entries of one model that belong to its timeline, newest first. It reads at most a page of each
   * action, however many entries of other actions are in between.
   *
   * @param filter has actions
   */
  Page<AuditEntry> timeline(ModelRef model, AuditFilter filter, PageRequest page);

  /** Entries that the reader may see, newest first. */
  Page<AuditEntry> list(AuditFilter filter, EntryVisibility reader, PageRequest page);

  /** At most {@code limit} entries that the reader may see, oldest first, with a greater number. */
  List<AuditEntry> after(long seq, AuditFilter filter, EntryVisibility reader, int limit);

  /** The entry with the number, if there is one and the reader may see it. */
  Optional<AuditEntry> find(long seq, EntryVisibility reader);
}
