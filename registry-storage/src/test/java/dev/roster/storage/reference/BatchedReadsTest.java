package dev.roster.storage.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchedReadsTest {
  private final LinkedBlockingQueue<Set<String>> reads = new LinkedBlockingQueue<>();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<Thread> callers = new ArrayList<>();

  @Test
  void oneThatComesAloneIsReadAlone() {
    BatchedReads<String, Integer> lengths = new BatchedReads<>(this::lengths);
    goOn.countDown();
    assertThat(lengths.get("four")).contains(4);
    assertThat(lengths.get("seven")).contains(5);
    assertThat(lengths.get("")).as("what is not there").isEmpty();
    assertThat(reads).containsExactly(Set.of("four"), Set.of("seven"), Set.of(""));
  }

  @Test
  void whoComesWhileOneIsReadSharesTheNextRead() throws Exception {
    BatchedReads<String, Integer> lengths = new BatchedReads<>(this::lengths);
    FutureTask<Optional<Integer>> first = call(lengths, "a");
    assertThat(reads.take()).containsExactly("a");
    List<FutureTask<Optional<Integer>>> others =
        List.of(call(lengths, "bb"), call(lengths, "ccc"), call(lengths, "bb"), call(lengths, "a"));
    awaitWaiting();
    assertThat(reads).as("while the first is read").isEmpty();

    goOn.countDown();
    assertThat(first.get()).contains(1);
    assertThat(others.get(0).get()).contains(2);
    assertThat(others.get(1).get()).contains(3);
    assertThat(others.get(2).get()).contains(2);
    assertThat(others.get(3).get()).contains(1);
    assertThat(reads).as("one read for all").containsExactly(Set.of("a", "bb", "ccc"));
  }

  @Test
  void aReadThatFailsFailsForAllOfItAndForNoneAfter() throws Exception {
    AtomicInteger count = new AtomicInteger();
    BatchedReads<String, Integer> lengths =
        new BatchedReads<>(
            keys -> {
              Map<String, Integer> read = lengths(keys);
              if (count.incrementAndGet() == 2) throw new IllegalStateException("no database");
              return read;
            });
    FutureTask<Optional<Integer>> first = call(lengths, "a");
    reads.take();
    List<FutureTask<Optional<Integer>>> others = List.of(call(lengths, "b"), call(lengths, "c"));
    awaitWaiting();
    goOn.countDown();
    assertThat(first.get()).contains(1);
    for (FutureTask<?> other : others)
      assertThatThrownBy(other::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no database");
    assertThat(lengths.get("four")).contains(4);
  }

  @Test
  void noneIsGivenWhatWasReadBeforeItAsked() throws Exception {
    AtomicInteger written = new AtomicInteger();
    BatchedReads<String, Integer> values = new BatchedReads<>(keys -> Map.of("x", written.get()));
    Runnable asking =
        () -> {
          for (int i = 0; i < 20_000; i++) {
            int before = written.incrementAndGet();
            assertThat(values.get("x").orElseThrow()).isGreaterThanOrEqualTo(before);
          }
        };
    List<FutureTask<Void>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) all.add(start(new FutureTask<>(asking, null)));
    for (FutureTask<Void> one : all) one.get();
  }

  private Map<String, Integer> lengths(Set<String> keys) {
    reads.add(Set.copyOf(keys));
    try {
      goOn.await();
    } catch (InterruptedException never) {
      throw new IllegalStateException(never);
    }
    Map<String, Integer> lengths = new HashMap<>();
    keys.stream().filter(key -> !key.isEmpty()).forEach(key -> lengths.put(key, key.length()));
    return lengths;
  }

  private FutureTask<Optional<Integer>> call(BatchedReads<String, Integer> reads, String key) {
    return start(new FutureTask<>(() -> reads.get(key)));
  }

  private <T> FutureTask<T> start(FutureTask<T> task) {
    Thread caller = new Thread(task);
    callers.add(caller);
    caller.start();
    return task;
  }

  private void awaitWaiting() {
    for (Thread caller : callers)
      while (caller.getState() != Thread.State.WAITING) Thread.onSpinWait();
  }
}
