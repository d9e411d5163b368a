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

  /** How many events of a principal are kept while they are not linked to a model. */
  private static final int MAX_KEPT_EVENTS = 10_000;

  /** How many bytes they may take. */
  private static final long MAX_KEPT_BYTES = 64L << 20;

  private final RunStore runs;
  private final EventStore events;
  private final ModelAccess access;
  private final ReferenceStore references;
  private final AuditLog audit;
  private final Clock clock;

  Runs(
      RunStore runs,
      EventStore events,
      ModelAccess access,
      ReferenceStore references,
      AuditLog audit,
      Clock clock) {
    this.runs = runs;
    this.events = events;
    this.access = access;
    this.references = references;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param runs empty if the event was kept, because it is not linked to a model yet
   * @param changed false if the event said nothing new
   */
  public record Taken(List<RecordedRun> runs, boolean changed) {}

  /**
   * Records an event for each model that it names, and for each model that has its run, or a run
   * that this is a task of, and that the caller may describe. An event without such a model is kept
   * until there is one.
   *
   * @throws Refused {@code invalid_field}, {@code forbidden}
   */
  @Transactional
  public Taken take(RunEvent event, Principal by) {
    Map<ModelRef, Set<VersionRef>> targets = targets(event, by);
    if (!targets.isEmpty()) return record(event, targets, by);
    checkSize(event.toRun());
    events.insert(by.id(), event, clock.instant(), MAX_KEPT_EVENTS, MAX_KEPT_BYTES);
    return new Taken(List.of(), false);
  }

  /** Records a kept event. Returns false if it is not linked to a model that the principal has. */
  @Transactional
  boolean recordIfLinked(RunEvent event, Principal by) {
    Map<ModelRef, Set<VersionRef>> targets = targets(event, by);
    if (targets.isEmpty()) return false;
    record(event, targets, by);
    return true;
  }

  private Taken record(RunEvent event, Map<ModelRef, Set<VersionRef>> targets, Principal by) {
    Map<ModelRef, Run> before = runs.lock(targets, event.toRun());
    List<ModelRef> changed = new ArrayList<>();
    for (ModelRef model : targets.keySet()) {
      Run known = before.get(model);
      Run now = known == null ? event.toRun() : known.with(event.toRun());
      checkSize(now);
      boolean changes = !now.equals(known);
      if (changes) runs.save(model, now, clock.instant());
      if (link(model, event, targets.get(model)) | changes) changed.add(model);
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

  /** A version that a run made was made by the tasks of the run. */
  private boolean link(ModelRef model, RunEvent event, Set<VersionRef> versions) {
    boolean linked = runs.link(model, event.run(), versions);
    if (!linked) return false;
    for (UUID task : runs.tasksOf(model, event.run())) runs.link(model, task, versions);
    return true;
  }

  private static void checkSize(Run run) {
    if (run.inputs().size() + run.outputs().size() > MAX_DATASETS)
      throw Refused.invalid(
          field("inputs"),
          "and outputs of the run must have together at most %,d datasets".formatted(MAX_DATASETS),
          run.inputs().size() + run.outputs().size());
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
      Set<VersionRef> versions = targets.computeIfAbsent(model, m -> byId());
      if (named.version() != null) versions.add(version(named, model));
    }
    for (ModelRef model : runs.knownTo(event.runs(), by.visibility(Permission.DESCRIBE))) {
      Set<VersionRef> versions = targets.computeIfAbsent(model, m -> byId());
      if (!event.parents().isEmpty()) versions.addAll(runs.madeBy(model, event.parents()));
    }
    return targets;
  }

  private static Set<VersionRef> byId() {
    return new TreeSet<>(Comparator.comparingLong(VersionRef::id));
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
