package dev.roster.core.erasure;

import org.springframework.stereotype.Component;

/** The second half of an erasure: the list first, and then the rows. It can be repeated. */
@Component
class ErasureCompletion {
  private final ErasureStore store;
  private final ErasureList list;
  private final ErasureTransaction transaction;

  ErasureCompletion(ErasureStore store, ErasureList list, ErasureTransaction transaction) {
    this.store = store;
    this.list = list;
    this.transaction = transaction;
  }

  /** Completes an erasure that was begun. */
  Erased complete(Erasure begun) {
    if (!store.awaitWriters(begun)) throw Erasures.running();
    list.add(begun);
    return transaction.replace(begun);
  }
}
