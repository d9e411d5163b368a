package dev.roster.core.retention;

import dev.roster.core.audit.Actor;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.policy.PolicyInForceStore;
import dev.roster.core.reference.ModelRef;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Finds the versions that have been retired for longer than their policy says, and reclaims their
 * bytes. The version, its facts and its history stay.
 */
@Service
public class Retention {
  /** The largest limit of a run. */
  public static final int MAX = 1_000;

  private static final int AT_ONCE = 500;

  private final RetentionStore store;
  private final Reclaiming reclaiming;
  private final PolicyInForceStore policies;
  private final Clock clock;

  Retention(RetentionStore store, Reclaiming reclaiming, PolicyInForceStore policies, Clock clock) {
    this.store = store;
    this.reclaiming = reclaiming;
    this.policies = policies;
    this.clock = clock;
  }

  /** A version whose bytes are reclaimed, or would be. */
  public record Item(Candidate candidate, String why) {}

  /**
   * What a run did, or would do.
   *
   * @param more whether there are further versions to reclaim, or to name as spared
   */
  public record Run(List<Item> items, List<Candidate> spared, boolean more) {
    public Run {
      items = List.copyOf(items);
      spared = List.copyOf(spared);
    }
  }

  /** Says what {@link #run} would do now. It changes nothing. */
  public Run dryRun(int limit) {
    return go(limit, Optional.empty());
  }

  /**
   * Reclaims the bytes of versions, by model and number, each in a transaction of its own.
   *
   * @param limit how many versions it reclaims, and how many it names as spared, at most
   */
  public Run run(int limit, Actor by) {
    return go(limit, Optional.of(by));
  }

  private Run go(int limit, Optional<Actor> by) {
    Progress progress = new Progress(limit, by);
    long after = 0;
    List<ModelRef> models;
    do {
      models = store.models(after, AT_ONCE);
      for (ModelRef model : models) {
        if (progress.isFull()) return progress.run(true);
        look(model, progress);
        after = model.id();
      }
    } while (models.size() == AT_ONCE);
    return progress.run(false);
  }

  private void look(ModelRef model, Progress progress) {
    Optional<PolicyDocument.Retention> retention =
        policies.inForce(model, null).map(PolicyInForce::document).map(PolicyDocument::retention);
    if (retention.isEmpty()) return;
    Instant now = clock.instant();
    RetentionStore.Rule rule = rule(retention.get(), now);
    int after = 0;
    List<Candidate> candidates;
    do {
      candidates = store.candidates(model, rule, now, after, AT_ONCE);
      for (Candidate candidate : candidates) {
        if (candidate.spared() == null && progress.isFull()) {
          progress.more = true;
          return;
        }
        progress.add(candidate, retention.get());
        after = candidate.version().number();
      }
    } while (candidates.size() == AT_ONCE);
  }

  static RetentionStore.Rule rule(PolicyDocument.Retention retention, Instant now) {
    return new RetentionStore.Rule(now.minus(retention.reclaimAfter()), retention.kept());
  }

  static String why(Candidate candidate, PolicyDocument.Retention retention) {
    return "retired since %s, for longer than %s"
        .formatted(candidate.retiredAt(), retention.reclaimRetiredAfter());
  }

  private final class Progress {
    final int limit;
    final Optional<Actor> by;
    final List<Item> items = new ArrayList<>();
    final List<Candidate> spared = new ArrayList<>();
    boolean more;

    Progress(int limit, Optional<Actor> by) {
      this.limit = limit;
      this.by = by;
    }

    boolean isFull() {
      return items.size() == limit;
    }

    /** In a real run, what is judged under the locks counts. */
    void add(Candidate candidate, PolicyDocument.Retention retention) {
      Optional<Candidate> judged =
          by.isEmpty() || candidate.spared() != null
              ? Optional.of(candidate)
              : reclaiming.reclaim(candidate.version(), by.get());
      if (judged.isEmpty()) return;
      if (judged.get().spared() == null)
        items.add(new Item(judged.get(), why(judged.get(), retention)));
      else if (spared.size() < limit) spared.add(judged.get());
      else more = true;
    }

    Run run(boolean endedEarly) {
      return new Run(items, spared, more || endedEarly);
    }
  }
}
