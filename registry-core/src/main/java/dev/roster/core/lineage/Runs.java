package dev.roster.core.lineage;

import static dev.roster.core.problem.FieldPath.field;

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
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
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

/** Records the events of runs, and reads runs. */
@Service
public class Runs {
  /** How many inputs and outputs a run may have, over all its events. */
  private static final int MAX_DATASETS = 2_000;

  /** How many bytes they may take. */
  private static final long MAX_BYTES = 1L << 20;

  private final RunStore runs;
  private final ModelAccess access;
  private final ReferenceStore references;
  private final AuditLog audit;
  private final Clock clock;

  Runs(RunStore runs, ModelAccess access, ReferenceStore references, AuditLog audit, Clock clock) {
    this.runs = runs;
    this.access = access;
    this.references = references;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param changed false if the event said nothing new
   */
  public record Taken(List<RecordedRun> runs, boolean changed) {}

  /**
   * Records an event for each model that it names, and for each model that has its run and that the
   * caller may describe.
   *
   * @throws Refused {@code invalid_field} when no model is named or known, {@code forbidden}
   */
  @Transactional
  public Taken take(RunEvent event, Principal by) {
    Map<ModelRef, Set<VersionRef>> targets = targets(event, by);
    Map<ModelRef, Run> before = runs.lock(targets, event.toRun());
    List<ModelRef> changed = new ArrayList<>();
    for (ModelRef model : targets.keySet()) {
      Run known = before.get(model);
      Run now = known == null ? event.toRun() : known.with(event.toRun());
      checkSize(now);
      boolean changes = !now.equals(known);
      if (changes) runs.save(model, now, clock.instant());
      if (runs.link(model, event.run(), targets.get(model)) | changes) changed.add(model);
    }
    List<RecordedRun> kept =
        targets.keySet().stream()
            .map(model -> runs.find(model, event.run()).orElseThrow())
            .toList();
    for (ModelRef model : changed)
      audit.append(
          Change.of(
              by.actor(),
              Action.RUN_RECORDED,
              model,
              Map.of("run", event.run().toString(), "event", event.state().wire())));
    return new Taken(kept, !changed.isEmpty());
  }

  private static void checkSize(Run run) {
    if (run.inputs().size() + run.outputs().size() > MAX_DATASETS)
      throw Refused.invalid(
          field("inputs"), "and outputs of the run have together more than 2,000 datasets");
    if (run.size() > MAX_BYTES)
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

  /** The runs, latest first, without the fields of datasets. */
  public Page<RecordedRun> list(ModelRef model, PageRequest page) {
    return runs.list(model, page);
  }

  public static Refused missing() {
    return Refused.because(ProblemCode.RUN_NOT_FOUND, "The model has no run with this id.")
        .with(new Remedy.ListRuns());
  }

  /** The models by id, which is the order in which their runs are locked. */
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
          field("run", "facets", "roster_version"),
          "is required until the run is linked to a model: {\"model\": NAME}, with \"version\": N"
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
          named.field(), "names no model that exists and that the token may read");
    }
  }

  private VersionRef version(RunEvent.Named named, ModelRef model) {
    try {
      return references.version(model, named.version());
    } catch (Refused notThere) {
      throw Refused.invalid(named.field(), "names no version of " + model.name());
    }
  }
}
