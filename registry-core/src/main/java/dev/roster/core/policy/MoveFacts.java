package dev.roster.core.policy;

import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.card.Cards;
import dev.roster.core.gate.Candidate;
import dev.roster.core.lineage.Reproducibilities;
import dev.roster.core.model.Model;
import dev.roster.core.model.ModelStore;
import dev.roster.core.reference.Stage;
import dev.roster.core.report.Report;
import dev.roster.core.report.ReportStore;
import dev.roster.core.signature.Compatibility;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the facts of a move from the stores, each when a gate asks for it. */
final class MoveFacts implements GateFacts {
  private final Stores stores;
  private final Candidate move;
  private final @Nullable String reason;
  private final String by;
  private final Instant now;
  private @Nullable Version champion;
  private boolean championRead;

  MoveFacts(Stores stores, Candidate move, @Nullable String reason, String by, Instant now) {
    this.stores = stores;
    this.move = move;
    this.reason = reason;
    this.by = by;
    this.now = now;
  }

  /** Where facts are read. */
  record Stores(
      ModelStore models,
      VersionStore versions,
      ReportStore reports,
      GateFactStore observed,
      RequestStore requests,
      Reproducibilities reproducibilities,
      Cards cards) {}

  @Override
  public OfVersion candidate() {
    return new Facts(move.version());
  }

  @Override
  public @Nullable OfVersion champion() {
    Version found = serving();
    return found == null ? null : new Facts(found);
  }

  private @Nullable Version serving() {
    if (!championRead) {
      champion =
          move.to() == Stage.PRODUCTION
              ? move.holder()
              : stores
                  .versions()
                  .inStage(move.version().ref().model(), Stage.PRODUCTION)
                  .filter(found -> !found.ref().equals(move.version().ref()))
                  .orElse(null);
      championRead = true;
    }
    return champion;
  }

  @Override
  public Model model() {
    return stores.models().read(move.version().ref().model());
  }

  @Override
  public Stage from() {
    return move.from();
  }

  @Override
  public Stage to() {
    return move.to();
  }

  @Override
  public @Nullable String reason() {
    return reason;
  }

  @Override
  public String by() {
    return by;
  }

  @Override
  public Instant now() {
    return now;
  }

  private final class Facts implements OfVersion {
    private final Version version;
    private @Nullable Observed observed;

    Facts(Version version) {
      this.version = version;
    }

    @Override
    public Version version() {
      return version;
    }

    @Override
    public @Nullable String modelOwner() {
      return model().owner();
    }

    @Override
    public Observed observed() {
      if (observed == null) observed = stores.observed().observed(version.ref());
      return observed;
    }

    @Override
    public boolean cardComplete() {
      return stores.cards().read(version.ref()).card().isComplete();
    }

    @Override
    public double reproducibility() {
      return stores.reproducibilities().judge(version).score() / 100.0;
    }

    @Override
    public String compatibility() {
      Version before = serving();
      return Compatibility.of(
              before == null ? null : before.facts().signature(), version.facts().signature())
          .verdict()
          .name()
          .toLowerCase(Locale.ROOT);
    }

    @Override
    public Map<String, String> reports() {
      return stores.reports().lastOfEach(version.ref()).stream()
          .filter(report -> !report.hasExpired(now))
          .collect(Collectors.toMap(Report::name, report -> report.verdict().wire()));
    }

    @Override
    public long approvals() {
      return stores
          .requests()
          .open(version.ref(), move.to(), now)
          .filter(Request::isOpen)
          .map(request -> request.counting().size())
          .orElse(0);
    }
  }
}
