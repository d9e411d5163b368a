package dev.roster.api.lineage;

import dev.roster.core.lineage.RecordedRun;
import dev.roster.core.lineage.RunData;
import dev.roster.core.lineage.RunState;
import dev.roster.core.lineage.Timestamped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run as its events tell it.
 *
 * @param run the OpenLineage runId
 * @param startedAt the time of its first START
 * @param endedAt the time of its COMPLETE, FAIL or ABORT
 * @param versions the numbers of the versions that it made
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
    List<Integer> versions) {

  record Job(String namespace, String name) {}

  /**
   * Data that it read or wrote.
   *
   * @param digest its version, where that is a digest
   * @param fields its columns; null where they are left out, as in lists
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

  /** As lists show it. */
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
        recorded.versions());
  }
}
