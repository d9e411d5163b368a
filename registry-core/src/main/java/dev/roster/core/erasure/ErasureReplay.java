package dev.roster.core.erasure;

import dev.roster.core.job.BackgroundJob;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Completes erasures that a server left behind, and applies those that the store lists and the
 * database does not know of, because a backup from before them was restored. It runs before the
 * server answers anybody, and then at an interval, for erasures whose server was lost.
 *
 * <p>An erasure is applied once to a database. So whoever uses the name afterwards keeps it.
 */
@Component
class ErasureReplay implements BackgroundJob, SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureReplay.class);

  private final ErasureStore store;
  private final ErasureList list;
  private final NameHash hash;
  private final ErasureCompletion completion;
  private volatile boolean isListRead;

  ErasureReplay(ErasureStore store, ErasureList list, NameHash hash, ErasureCompletion completion) {
    this.store = store;
    this.list = list;
    this.hash = hash;
    this.completion = completion;
  }

  @Override
  public String name() {
    return "erasure";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void afterSingletonsInstantiated() {
    try {
      run();
    } catch (Refused away) {
      if (away.code() != ProblemCode.STORAGE_UNAVAILABLE) throw away;
      LOG.warn(
          "The store does not answer, so its list of erasures is not read yet. If a backup was"
              + " restored, names that were erased after it are shown until the store answers.");
      left();
    }
  }

  @Override
  public void run() {
    if (!isListRead) {
      list.unknown(store.known()).forEach(store::addListed);
      store.done().forEach(list::add); // a store that was restored has no list
      isListRead = true;
    }
    left();
  }

  private void left() {
    List<Erasure> left = store.claimLeftBehind(Erasures.CLAIM);
    if (left.isEmpty()) return;
    Map<String, String> names = names(left);
    for (Erasure one : left) {
      String name = one.name() == null ? names.get(one.alias()) : one.name();
      completion.complete(name == null ? one : one.of(name));
      LOG.info("Applied the erasure {}", one.alias());
    }
  }

  /** The names that erasures without one are of, by alias. */
  private Map<String, String> names(List<Erasure> left) {
    List<Erasure> nameless = left.stream().filter(one -> one.name() == null).toList();
    Map<String, String> found = new HashMap<>();
    if (nameless.isEmpty()) return found;
    try (Stream<String> names = store.names()) {
      names.forEach(
          name -> {
            byte[] hashed = hash.of(name);
            for (Erasure one : nameless)
              if (Arrays.equals(hashed, one.nameHash())) found.put(one.alias(), name);
          });
    }
    return found;
  }
}
