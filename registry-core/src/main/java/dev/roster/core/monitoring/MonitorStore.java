package dev.roster.core.monitoring;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.drift.alarm.Alarm;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where monitors are kept. Those that were deleted, and those of deleted models, are not there. */
public interface MonitorStore {
  /** False: the model has one of that name, and nothing changed. */
  boolean insert(Monitor monitor);

  Optional<Monitor> find(UUID id);

  /** Holds the row until the caller's transaction ends. */
  Optional<Monitor> lock(UUID id);

  /**
   * Those of a model that watch one of the stages, held until the caller's transaction ends. They
   * are locked in one order, whoever asks.
   */
  List<Monitor> lockOfStages(ModelRef model, Collection<Stage> stages);

  int count(ModelRef model);

  /** Newest first. */
  Page<Monitor> list(ModelRef model, PageRequest page);

  /** Keeps where the alarm is. Wants the row's lock. */
  void saveAlarm(UUID id, Alarm alarm, @Nullable Integer judgedVersion);

  /** Keeps which check the gauges show, and the slot that it stood for. Wants the row's lock. */
  void saveLast(UUID id, UUID check, @Nullable Instant slot, @Nullable Instant successAt);

  void delete(UUID id, Instant at);
}
