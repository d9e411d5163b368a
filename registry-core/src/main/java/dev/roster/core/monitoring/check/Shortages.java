package dev.roster.core.monitoring.check;

import dev.roster.core.monitoring.monitor.Monitor;
import dev.roster.core.monitoring.observation.ObservationStore;
import dev.roster.core.monitoring.observation.Volume;
import dev.roster.core.problem.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tells whether a monitor cannot judge its windows, because of its rules and its volume. */
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
    Optional<Subjects.Subject> found = subject(monitor);
    if (found.isEmpty()) return null;
    Optional<Volume> volume =
        observations.recentVolume(found.get().version(), monitor.definition().maximumWindow());
    return Shortage.ofMonitor(found.get().baseline(), monitor.definition(), volume.orElse(null));
  }

  private Optional<Subjects.Subject> subject(Monitor monitor) {
    try {
      return Optional.of(subjects.of(monitor));
    } catch (Refused noBaseline) {
      return Optional.empty();
    }
  }
}
