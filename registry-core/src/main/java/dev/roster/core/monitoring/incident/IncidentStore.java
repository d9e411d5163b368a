package dev.roster.core.monitoring.incident;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.drift.judgement.Worst;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores incidents. A monitor has at most one open incident of a kind. */
public interface IncidentStore {
  void open(
      UUID id,
      Incident.Kind kind,
      UUID monitor,
      @Nullable Integer version,
      Instant at,
      @Nullable Worst worst);

  /** Closes the monitor's open incidents of a kind, or of both kinds. Returns their ids. */
  List<UUID> close(UUID monitor, Incident.@Nullable Kind kind, Instant at, String because);

  Optional<Incident> find(UUID id);

  /** The model of an incident. */
  Optional<ModelRef> modelOf(UUID id);

  /** Locks the row until the caller's transaction ends. */
  Optional<Incident> lock(UUID id);

  /** Updates the remark and increases the revision. The caller must hold the row's lock. */
  void annotate(UUID id, Incident.Remark remark);

  /**
   * Newest first.
   *
   * @param open null means open and closed incidents
   */
  Page<Incident> list(
      @Nullable Long modelId, @Nullable Boolean open, Visibility visibility, PageRequest page);
}
