package dev.roster.core.lifecycle;

import static dev.roster.core.version.HousingVersions.HOUSING;
import static dev.roster.core.version.HousingVersions.ref;

import dev.roster.core.access.Principal;
import dev.roster.core.approval.NoRequests;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.audit.EntryVisibility;
import dev.roster.core.gate.Gates;
import dev.roster.core.model.Model;
import dev.roster.core.model.ModelFacts;
import dev.roster.core.model.ModelStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.policy.NoPolicies;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import dev.roster.core.version.InMemoryVersions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model {@code housing} with its versions, its moves and its audit log, in memory. */
final class InMemoryRegistry {
  static final Principal CI = new Principal("1", "ci", null, List.of());

  final InMemoryVersions versions = new InMemoryVersions();
  final List<Transition> moved = new ArrayList<>();
  final List<Object> events = new ArrayList<>();
  final List<Change> audited = new ArrayList<>();
  final Transitions transitions;
  final Rollbacks rollbacks;

  private final Deque<VersionRef> stack = new ArrayDeque<>();
  private final Set<VersionRef> served = new HashSet<>();
  private Instant now = Instant.parse("2026-03-03T14:05:00Z");

  InMemoryRegistry(Gates gates) {
    Models models = new Models();
    Moves moves = new Moves();
    TransitionExecution execution =
        new TransitionExecution(
            models, versions, moves, NoRequests.closing(), new Audit(), events::add);
    transitions =
        new Transitions(
            models,
            versions,
            moves,
            execution,
            gates,
            NoPolicies.policies(models),
            NoPolicies.gates(),
            new ForcedMoves(NoRequests.STORE, new Audit(), events::add),
            event -> {});
    rollbacks = new Rollbacks(models, versions, new Numbers(), moves, gates, execution);
  }

  /** Adds a version that is ready and moves it to the stage, by staging. */
  void add(int number, Stage stage) {
    versions.put(number, VersionStatus.READY, Stage.NONE);
    if (stage == Stage.NONE) return;
    move(number, Stage.STAGING);
    if (stage != Stage.STAGING) move(number, stage);
  }

  Transition move(int number, Stage to) {
    return transitions.move(wish(number, to), CI);
  }

  static Transitions.Wish wish(int number, Stage to) {
    return new Transitions.Wish(ref(number), to, "because", Optional.empty());
  }

  Transition rollBack(@Nullable Integer number) {
    return rollbacks.rollBack(HOUSING, number, "because", Optional.empty(), CI);
  }

  Stage stageOf(int number) {
    return versions.read(ref(number)).stage();
  }

  private final class Models implements ModelStore {
    @Override
    public long lock(ModelRef model) {
      return 1;
    }

    @Override
    public Instant nextInstant(ModelRef model) {
      return now = now.plusSeconds(1);
    }

    @Override
    public Optional<ModelRef> insert(ModelName name, ModelFacts facts, String by, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Model read(ModelRef model) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void update(ModelRef model, ModelFacts facts, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean rename(ModelRef model, ModelName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isDeleted(ModelName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void incrementRevision(ModelRef model, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(ModelRef model, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SearchResult<Model> list(Search search, Visibility visibility) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Moves implements StageStore {
    @Override
    public void move(List<Transition> transitions) {
      for (Transition transition : transitions) {
        int number = transition.version().number();
        versions.put(number, versions.read(transition.version()).status(), transition.to());
        if (transition.to() == Stage.PRODUCTION) {
          stack.push(transition.version());
          served.add(transition.version());
        }
        moved.add(transition);
      }
    }

    @Override
    public Optional<VersionRef> holder(ModelRef model, Stage stage) {
      return versions.inStage(model, stage).map(version -> version.ref());
    }

    @Override
    public List<ProductionStack.Entry> productionStack(ModelRef model, int limit) {
      return stack.stream()
          .limit(limit)
          .map(version -> new ProductionStack.Entry(version, versions.read(version).isReady()))
          .toList();
    }

    @Override
    public void popProductionStack(ModelRef model, int count) {
      for (int i = 0; i < count; i++) stack.pop();
    }

    @Override
    public boolean wasInProduction(VersionRef version) {
      return served.contains(version);
    }

    @Override
    public Page<Transition> list(VersionRef version, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page<Transition> list(ModelRef model, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StageStay> holderAt(ModelRef model, Stage stage, Instant at) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Numbers implements ReferenceStore {
    @Override
    public VersionRef version(ModelRef model, int number) {
      if (!versions.contains(number))
        throw Refused.because(ProblemCode.VERSION_NOT_FOUND, "no version " + number);
      return ref(number);
    }

    @Override
    public ModelState find(ModelName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelAndVersion find(ModelName name, int number) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelRef modelEvenDeleted(ModelName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public VersionRef versionEvenDeleted(ModelRef model, int number) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Audit implements AuditLog {
    @Override
    public void append(Change change) {
      audited.add(change);
    }

    @Override
    public Page<AuditEntry> timeline(ModelRef model, AuditFilter filter, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page<AuditEntry> list(AuditFilter filter, EntryVisibility reader, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<AuditEntry> after(long seq, AuditFilter filter, EntryVisibility reader, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AuditEntry> find(long seq, EntryVisibility reader) {
      throw new UnsupportedOperationException();
    }
  }
}
