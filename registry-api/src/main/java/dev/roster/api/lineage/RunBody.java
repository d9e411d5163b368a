package dev.roster.api.lineage;

import dev.roster.core.lineage.RecordedRun;
import dev.roster.core.lineage.RunData;
import dev.roster.core.lineage.RunState;
import dev.roster.core.lineage.Timestamped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body that describes a run as its events reported it.
 *
 * @param run the OpenLineage runId
 * @param startedAt the time of the first START event
 * @param endedAt the time of the COMPLETE, FAIL or ABORT event
 * @param parents the runs that this run is a task of
 * @param versions the numbers of the versions that the run made
 */
record RunBody(
    String model,
    UUID run,
    RunState state,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    Instant lastEventAt,
    Job job,
    String producer,
    List<Data> inputs,
    List<Data> outputs,
    Set<UUID> parents,
    List<Integer> versions) {

  record Job(String namespace, String name) {}

  /**
   * A dataset that the run read or wrote.
   *
   * @param digest the version of the dataset, if that is a digest
   * @param fields the columns of the dataset; null if left out, for example in lists
   */
  record Data(
      String namespace,
      String name,
      @Nullable String version,
      @Nullable String digest,
      @Nullable String source,
      @Nullable List<RunData.Field> fields) {
    static Data whole(RunData data) {
      List<RunData.Field> fields = value(data.fields());
      return of(data, fields == null ? List.of() : fields);
    }

    static Data listed(RunData data) {
      return of(data, null);
    }

    private static Data of(RunData data, @Nullable List<RunData.Field> fields) {
      return new Data(
          data.namespace(),
          data.name(),
          value(data.version()),
          data.digest(),
          value(data.source()),
          fields);
    }

    private static <T> @Nullable T value(@Nullable Timestamped<T> said) {
      return said == null ? null : said.value();
    }
  }

  static RunBody of(RecordedRun recorded) {
    return of(recorded, Data::whole);
  }

  /** Returns the run as lists show it, without fields. */
  static RunBody listed(RecordedRun recorded) {
    return of(recorded, Data::listed);
  }

  private static RunBody of(RecordedRun recorded, Function<RunData, Data> data) {
    var run = recorded.run();
    return new RunBody(
        recorded.model().name().text(),
        run.id(),
        run.state(),
        run.startedAt(),
        run.endedAt(),
        run.last().at(),
        new Job(run.last().namespace(), run.last().job()),
        run.last().producer(),
        run.inputs().stream().map(data).toList(),
        run.outputs().stream().map(data).toList(),
        run.parents(),
        recorded.versions());
  }
}
