package dev.roster.core.monitoring.check;

import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.observation.ObservationStore;
import dev.roster.core.monitoring.observation.Volume;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tells which monitors cannot judge their windows, because of their rules and their volume. */
@Service
public class Shortages {
  private final Subjects subjects;
  private final ObservationStore observations;

  Shortages(Subjects subjects, ObservationStore observations) {
    this.subjects = subjects;
    this.observations = observations;
  }

  /** Why the monitor cannot judge. Null if it can, or if there is no baseline to tell by. */
  public @Nullable String of(Monitor monitor) {
    return of(List.of(monitor)).get(monitor.id());
  }

  /** The same for several monitors. Those that can judge are left out. */
  public Map<UUID, String> of(List<Monitor> monitors) {
    Map<String, Optional<Subjects.Subject>> bySubject = new HashMap<>();
    Map<Map.Entry<VersionRef, Duration>, Optional<Volume>> volumes = new HashMap<>();
    Map<UUID, String> shortages = new HashMap<>();
    for (Monitor monitor : monitors) {
      Optional<Subjects.Subject> found =
          bySubject.computeIfAbsent(
              monitor.model() + " " + monitor.definition().target(), key -> subject(monitor));
      if (found.isEmpty()) continue;
      VersionRef version = found.get().version();
      Duration longest = monitor.definition().maximumWindow();
      Optional<Volume> volume =
          volumes.computeIfAbsent(
              Map.entry(version, longest), key -> observations.recentVolume(version, longest));
      String shortage =
          Shortage.ofMonitor(found.get().baseline(), monitor.definition(), volume.orElse(null));
      if (shortage != null) shortages.put(monitor.id(), shortage);
    }
    return shortages;
  }

  private Optional<Subjects.Subject> subject(Monitor monitor) {
    try {
      return Optional.of(subjects.of(monitor));
    } catch (Refused noBaseline) {
      return Optional.empty();
    }
  }
}
