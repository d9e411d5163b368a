package dev.roster.core.monitoring.monitor;

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

/** Stores monitors. It does not find deleted monitors or monitors of deleted models. */
public interface MonitorStore {
  /** Returns false if the model has a monitor of that name, and nothing changed. */
  boolean insert(Monitor monitor);

  Optional<Monitor> find(UUID id);

  /** Locks the row until the caller's transaction ends. */
  Optional<Monitor> lock(UUID id);

  /**
   * Locks the monitors of a model that watch one of the stages, until the caller's transaction
   * ends. All callers lock them in the same order.
   */
  List<Monitor> lockOfStages(ModelRef model, Collection<Stage> stages);

  int count(ModelRef model);

  /** Newest first. */
  Page<Monitor> list(ModelRef model, PageRequest page);

  /** Updates the alarm. The caller must hold the row's lock. */
  void saveAlarm(UUID id, Alarm alarm, @Nullable Integer judgedVersion);

  /** Updates the last check, which the gauges show. The caller must hold the row's lock. */
  void saveLast(UUID id, UUID check, @Nullable Instant slot, @Nullable Instant successAt);

  void delete(UUID id, Instant at);
}
