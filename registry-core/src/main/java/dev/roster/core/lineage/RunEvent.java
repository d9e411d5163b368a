package dev.roster.core.lineage;

import dev.roster.core.problem.FieldPath;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of a run.
 *
 * @param parents the runs that this run is a task of: its parent and the root above
 * @param named the models and versions that the event names
 */
public record RunEvent(
    UUID run,
    RunState state,
    Instant at,
    String namespace,
    String job,
    String producer,
    List<RunData> inputs,
    List<RunData> outputs,
    Set<UUID> parents,
    List<Named> named) {

  /**
   * @param field the place in the event
   * @param version null if the event names the model alone
   */
  public record Named(FieldPath field, String model, @Nullable Integer version) {}

  /** The run and the runs that it is a task of. */
  public Set<UUID> runs() {
    Set<UUID> all = new TreeSet<>(parents);
    all.add(run);
    return all;
  }

  /** The run as this event alone describes it. */
  Run toRun() {
    return new Run(
        run,
        state,
        at,
        state == RunState.START ? at : null,
        new Run.Last(at, namespace, job, producer),
        Run.union(inputs, List.of()),
        Run.union(outputs, List.of()),
        parents);
  }
}
