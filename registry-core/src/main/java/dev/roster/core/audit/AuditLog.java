package dev.roster.core.audit;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import org.jspecify.annotations.Nullable;

/** Where changes are recorded. */
public interface AuditLog {
  /**
   * Appends the entry, and what it adds to the history, in the caller's transaction (I3). Both are
   * written when the commit begins, because the lock that orders the log is the last to be taken.
   * Fails without a transaction.
   */
  void append(Change change);

  /** Entries of one model, newest first. */
  Page<AuditEntry> list(ModelRef model, AuditFilter filter, PageRequest page);

  /** Entries that the reader may see, newest first. {@code modelId} null means of all models. */
  Page<AuditEntry> list(@Nullable Long modelId, Visibility visibility, PageRequest page);
}
