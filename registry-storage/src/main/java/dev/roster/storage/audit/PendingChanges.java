package dev.roster.storage.audit;

import dev.roster.core.audit.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Collects the changes of a transaction, in order, until its commit begins. */
final class PendingChanges implements TransactionSynchronization {
  private final Consumer<List<Change>> write;
  private final List<Change> changes = new ArrayList<>();

  private PendingChanges(Consumer<List<Change>> write) {
    this.write = write;
  }

  /**
   * Returns the pending changes of this thread's transaction. They are dropped with its
   * synchronizations.
   */
  static PendingChanges ofThisTransaction(Consumer<List<Change>> write) {
    for (TransactionSynchronization each : TransactionSynchronizationManager.getSynchronizations())
      if (each instanceof PendingChanges here) return here;
    PendingChanges created = new PendingChanges(write);
    TransactionSynchronizationManager.registerSynchronization(created);
    return created;
  }

  void add(Change change) {
    changes.add(change);
  }

  /** Runs after all other work before a commit, because the head of the log is the last lock. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    write.accept(changes);
  }
}
