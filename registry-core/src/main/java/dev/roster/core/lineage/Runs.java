package dev.roster.core.lineage;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.References;
import dev.roster.core.reference.VersionRef;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes events of runs, and gives back what they told. */
@Service
public class Runs {
  /** Inputs and outputs of a run, over all its events. */
  private static final int DATA = 2_000;

  /** Bytes that they may take. */
  private static final long SIZE = 1L << 20;

  private final RunStore runs;
  private final ModelAccess access;
  private final References references;
  private final AuditLog audit;
  private final Clock clock;

  Runs(RunStore runs, ModelAccess access, References references, AuditLog audit, Clock clock) {
    this.runs = runs;
    this.access = access;
    this.references = references;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param changed false: all that it says was known
   */
  public record Taken(List<RecordedRun> runs, boolean changed) {}

  /**
   * Takes an event, for each model that it names or that knows its run and that the caller may
   * describe.
   *
   * @throws Refused {@code invalid_field} when no model is named or known, {@code forbidden}
   */
  @Transactional
  public Taken take(RunEvent event, Principal by) {
    Map<ModelRef, Set<VersionRef>> targets = targets(event, by);
    Map<ModelRef, Run> before = runs.hold(targets, event.told());
    List<ModelRef> changed = new ArrayList<>();
    for (ModelRef model : targets.keySet()) {
      Run known = before.get(model);
      Run now = known == null ? event.told() : known.with(event.told());
      checkSize(now);
      boolean news = !now.equals(known);
      if (news) runs.keep(model, now, clock.instant());
      if (runs.tie(model, event.run(), targets.get(model)) | news) changed.add(model);
    }
    List<RecordedRun> kept =
        targets.keySet().stream()
            .map(model -> runs.find(model, event.run()).orElseThrow())
            .toList();
    for (ModelRef model : changed)
      audit.append(
          Change.of(
              by.name(),
              Action.RUN_RECORDED,
              model,
              Map.of("run", event.run().toString(), "event", event.state().wire())));
    return new Taken(kept, !changed.isEmpty());
  }

  private static void checkSize(Run run) {
    if (run.inputs().size() + run.outputs().size() > DATA)
      throw Refused.invalid("/inputs", "and outputs of the run come to over 2,000 datasets");
    if (run.size() > SIZE)
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "Inputs and outputs of a run may take up to 1 MiB, over all its events; leave out the facet"
              + " schema of some.");
  }

  /**
   * @throws Refused {@code run_not_found}
   */
  public RecordedRun read(ModelRef model, UUID run) {
    return runs.find(model, run).orElseThrow(Runs::missing);
  }

  /** Received last first, without the fields of data. */
  public Page<RecordedRun> list(ModelRef model, PageRequest page) {
    return runs.list(model, page);
  }

  public static Refused missing() {
    return Refused.because(
        ProblemCode.RUN_NOT_FOUND,
        "No event of such a run was taken for the model; GET …/runs lists those that were.");
  }

  /** By id, the order in which they are held. */
  private Map<ModelRef, Set<VersionRef>> targets(RunEvent event, Principal by) {
    Map<ModelRef, Set<VersionRef>> targets = new TreeMap<>(Comparator.comparingLong(ModelRef::id));
    for (RunEvent.Named named : event.named()) {
      ModelRef model = model(named, by);
      Set<VersionRef> versions =
          targets.computeIfAbsent(
              model, m -> new TreeSet<>(Comparator.comparingLong(VersionRef::id)));
      if (named.version() != null) versions.add(version(named, model));
    }
    for (ModelRef model : runs.knownTo(event.run(), by.visibility(Permission.DESCRIBE)))
      targets.putIfAbsent(model, Set.of());
    if (targets.isEmpty())
      throw Refused.invalid(
          "/run/facets/roster_version",
          "is required while nothing ties the run to a model: {\"model\": NAME}, with \"version\": N"
              + " once there is one; or register a version whose lineage.run.id is this run's");
    return targets;
  }

  private ModelRef model(RunEvent.Named named, Principal by) {
    ModelRef model = visible(named, by);
    ModelAccess.require(Permission.DESCRIBE, model, by);
    return model;
  }

  private ModelRef visible(RunEvent.Named named, Principal by) {
    try {
      return access.model(named.model(), Permission.READ, by);
    } catch (Refused missing) { // deleted, hidden and unknown models are refused alike
      throw Refused.invalid(
          named.pointer(), "names no model that exists and that the token may read");
    }
  }

  private VersionRef version(RunEvent.Named named, ModelRef model) {
    try {
      return references.version(model, named.version());
    } catch (Refused notThere) {
      throw Refused.invalid(named.pointer(), "names no version of " + model.name());
    }
  }
}
