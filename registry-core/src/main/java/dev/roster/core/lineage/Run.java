package dev.roster.core.lineage;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run, as its events describe it. Each part is a maximum, a minimum or a union over the events,
 * so that events may come in any order, and more than once.
 *
 * @param startedAt the first START
 * @param last the latest event
 * @param inputs by namespace and name, like {@code outputs}
 * @param parents the runs that this run is a task of
 */
public record Run(
    UUID id,
    RunState state,
    Instant stateAt,
    @Nullable Instant startedAt,
    Last last,
    List<RunData> inputs,
    List<RunData> outputs,
    Set<UUID> parents) {
  private static final Comparator<Run> BY_STATE =
      Comparator.<Run, Boolean>comparing(run -> run.state.isFinal())
          .thenComparing(Run::stateAt)
          .thenComparing(Run::state);

  public Run {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    parents = Collections.unmodifiableSet(new TreeSet<>(parents));
  }

  /** The job as the last event of the run names it, and the sender of that event. */
  public record Last(Instant at, String namespace, String job, String producer)
      implements Comparable<Last> {
    private static final Comparator<Last> ORDER =
        Comparator.comparing(Last::at)
            .thenComparing(Last::namespace)
            .thenComparing(Last::job)
            .thenComparing(Last::producer);

    @Override
    public int compareTo(Last other) {
      return ORDER.compare(this, other);
    }
  }

  /** Merges this account of the run with another. */
  public Run with(Run other) {
    Run state = BY_STATE.compare(this, other) >= 0 ? this : other;
    return new Run(
        id,
        state.state,
        state.stateAt,
        earlier(startedAt, other.startedAt),
        last.compareTo(other.last) >= 0 ? last : other.last,
        union(inputs, other.inputs),
        union(outputs, other.outputs),
        union(parents, other.parents));
  }

  public @Nullable Instant endedAt() {
    return state.isFinal() ? stateAt : null;
  }

  /** About how many bytes its inputs and outputs take in the database. */
  long size() {
    return Stream.concat(inputs.stream(), outputs.stream()).mapToLong(RunData::size).sum();
  }

  static List<RunData> union(Collection<RunData> some, Collection<RunData> others) {
    Map<String, RunData> all = new TreeMap<>();
    for (RunData one : some) all.merge(one.key(), one, RunData::with);
    for (RunData one : others) all.merge(one.key(), one, RunData::with);
    return List.copyOf(all.values());
  }

  private static Set<UUID> union(Set<UUID> some, Set<UUID> others) {
    Set<UUID> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) return a == null ? b : a;
    return a.isBefore(b) ? a : b;
  }
}
