package dev.roster.storage.lock;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rows that a use case locks, in the order in which it does: top to bottom, and within a kind
 * by id, so that no two can wait for each other. Only who holds a model may take its versions in
 * any order. All are {@code for no key update}: a foreign key does not wait for them.
 *
 * <p>Stores say what they take by {@code assert}, so that tests fail where the order is left and a
 * server pays nothing. Between versions and monitors come, without it, an upload, blobs by digest,
 * and last their entries in the review queue.
 */
public enum Lock {
  MODEL,
  VERSION,
  MONITOR,
  INCIDENT,
  LINEAGE_NODE,
  AUDIT_HEAD;

  /** Whether the transaction may take this row now; it counts as taken. */
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
      Taken anew = new Taken();
      TransactionSynchronizationManager.registerSynchronization(anew);
      return anew;
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

    @SuppressWarnings("unchecked") // rows of a kind have ids of a kind
    private static <T extends Comparable<T>> boolean isLast(Set<Object> same, T row) {
      return same.stream().map(id -> (T) id).max(Comparator.naturalOrder()).stream()
          .allMatch(last -> last.compareTo(row) < 0);
    }
  }
}
