package dev.roster.storage.lock;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rows that transactions lock. All transactions lock them in the same order, from top to bottom
 * and within a kind by id, so that there is no deadlock. A transaction that holds a model may lock
 * its versions in any order. All locks are {@code for no key update}, so a foreign key does not
 * wait for them.
 *
 * <p>Stores {@code assert} each lock, so a test fails if the order is broken, and a server has no
 * overhead. The locks between versions and monitors are not asserted: an upload, blobs by digest,
 * and their entries in the review queue.
 */
public enum Lock {
  MODEL,
  VERSION,
  POLICY,
  REQUEST,
  MONITOR,
  INCIDENT,
  LINEAGE_NODE;

  /** Returns whether the transaction may lock this row now, and records the row as locked. */
  public <T extends Comparable<T>> boolean isNext(T row) {
    return !TransactionSynchronizationManager.isSynchronizationActive()
        || Taken.byThisTransaction().add(this, row);
  }

  private static final class Taken implements TransactionSynchronization {
    private final Map<Lock, Set<Object>> rows = new HashMap<>();
    private Lock lowest = MODEL;

    static Taken byThisTransaction() {
      for (TransactionSynchronization each :
          TransactionSynchronizationManager.getSynchronizations())
        if (each instanceof Taken here) return here;
      Taken created = new Taken();
      TransactionSynchronizationManager.registerSynchronization(created);
      return created;
    }

    <T extends Comparable<T>> boolean add(Lock lock, T row) {
      Set<Object> same = rows.computeIfAbsent(lock, none -> new HashSet<>());
      if (same.contains(row)) return true;
      boolean inOrder =
          lock.compareTo(lowest) > 0
              || lock == lowest
                  && (isLast(same, row) || lock == VERSION && rows.containsKey(MODEL));
      same.add(row);
      if (lock.compareTo(lowest) > 0) lowest = lock;
      return inOrder;
    }

    @SuppressWarnings("unchecked") // all ids of a kind have the same type
    private static <T extends Comparable<T>> boolean isLast(Set<Object> same, T row) {
      return same.stream().map(id -> (T) id).max(Comparator.naturalOrder()).stream()
          .allMatch(last -> last.compareTo(row) < 0);
    }
  }
}
