package dev.roster.core.asof;

import dev.roster.core.lifecycle.History;
import dev.roster.core.lifecycle.Serving;
import dev.roster.core.model.AliasName;
import dev.roster.core.model.AliasStay;
import dev.roster.core.model.Model;
import dev.roster.core.model.PastModels;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.version.PastVersions;
import dev.roster.core.version.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers what was at an instant, with what was changed exactly then. What was not there yet is not
 * found, what was deleted then is gone, and what was deleted since is answered as it was. Names are
 * those of then.
 */
@Service
public class Past {
  /** No transaction takes as long. */
  private static final Duration UNSETTLED = Duration.ofMinutes(2);

  private final PastModels models;
  private final PastVersions versions;
  private final History history;
  private final Clock clock;

  Past(PastModels models, PastVersions versions, History history, Clock clock) {
    this.models = models;
    this.versions = versions;
    this.history = history;
    this.clock = clock;
  }

  /**
   * @throws Refused {@code invalid_field} in the future, {@code model_not_found} before it was
   *     registered, {@code deleted}
   */
  @Transactional
  public Model model(ModelRef model, Instant at) {
    return then(model, micros(at));
  }

  /**
   * @throws Refused as {@link #model}, {@code version_not_found} before it was registered
   */
  @Transactional
  public Version version(VersionRef version, Instant at) {
    return version(then(version.model(), micros(at)).ref(), version, micros(at));
  }

  /** A version with its stay in a stage. */
  public record Stay(Version version, History.Held held) {}

  /**
   * Who was in a stage; in staging: who had come last.
   *
   * @throws Refused as {@link #model}, {@code no_version_in_stage}
   */
  @Transactional
  public Stay inStage(ModelRef model, Stage stage, Instant at) {
    Serving.check(stage);
    ModelRef then = then(model, micros(at)).ref();
    History.Held held =
        history
            .holderAt(then, stage, micros(at))
            .orElseThrow(() -> Serving.nobody(then, stage, " at " + at));
    return new Stay(version(then, held.version(), micros(at)), held);
  }

  /** An alias as it was, in the model as it was named. */
  public record Pointed(ModelRef model, AliasStay stay) {}

  /**
   * @throws Refused as {@link #model}, {@code alias_not_found}
   */
  @Transactional
  public Pointed alias(ModelRef model, AliasName name, Instant at) {
    ModelRef then = then(model, micros(at)).ref();
    return models
        .alias(model, name, micros(at))
        .map(stay -> new Pointed(then, stay))
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.ALIAS_NOT_FOUND,
                    "%s had no alias %s at %s. GET /api/v1/models/%s/timeline?kind=alias shows its moves."
                        .formatted(then.name(), name, at, model.name())));
  }

  private Model then(ModelRef model, Instant at) {
    Instant now = clock.instant();
    if (at.isAfter(now))
      throw Refused.invalid("?at", "lies in the future; it is " + now + ". Leave it out for now");
    if (at.isAfter(now.minus(UNSETTLED))) models.settle(model);
    PastModels.Then then =
        models
            .at(model, at)
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.MODEL_NOT_FOUND,
                        "There was no model %s at %s.".formatted(model.name(), at)));
    if (then.deleted())
      throw Refused.because(
          ProblemCode.DELETED,
          "The model %s was deleted at that time. Ask for an instant before."
              .formatted(then.model().ref().name()));
    return then.model();
  }

  /** Files and metrics hold their version alone. */
  private Version version(ModelRef model, VersionRef ref, Instant at) {
    if (at.isAfter(clock.instant().minus(UNSETTLED))) versions.settle(ref);
    Version then =
        versions
            .at(new VersionRef(ref.id(), model, ref.number()), at)
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.VERSION_NOT_FOUND,
                        "%s had no version %d at %s.".formatted(model.name(), ref.number(), at)));
    if (then.status() == VersionStatus.DELETED)
      throw Refused.because(
          ProblemCode.DELETED,
          "Version %d of %s was deleted at that time. Ask for an instant before."
              .formatted(ref.number(), model.name()));
    return then;
  }

  /** The history knows microseconds. */
  private static Instant micros(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }
}
