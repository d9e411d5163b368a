package dev.roster.core.event;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.reference.ModelRef;
import org.jspecify.annotations.Nullable;

/**
 * A change that was committed, as those hear of it who wait for changes. Each audit entry is one
 * event.
 *
 * @param model what it is about, by its present name; null if it is about no model
 */
public record Event(AuditEntry entry, @Nullable ModelRef model) {
  private static final int HASH_SHOWN = 16;

  /** Its place in the stream: the number of its entry. */
  public long sequence() {
    return entry.seq();
  }

  /**
   * The same wherever and whenever it is sent. It ends with the beginning of the entry's hash, as a
   * restored backup gives a number to another event.
   */
  public String id() {
    return "%d-%s".formatted(entry.seq(), entry.hash().substring(0, HASH_SHOWN));
  }

  /** Whether the reader may see it. What is about no model is for administrators of all models. */
  public boolean isReadableBy(Principal reader) {
    return model == null ? reader.mayReadEntriesWithoutModel() : reader.may(Permission.READ, model);
  }
}
