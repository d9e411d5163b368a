package dev.roster.core.asof;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.lifecycle.Resolver;
import dev.roster.core.lifecycle.StageStay;
import dev.roster.core.lifecycle.StageStore;
import dev.roster.core.model.AliasName;
import dev.roster.core.model.AliasStay;
import dev.roster.core.model.Model;
import dev.roster.core.model.ModelHistoryStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionHistoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads a model, a version, a stage or an alias as of an instant, with the changes made exactly
 * then. Something that did not exist yet is not found. Something that was deleted at that time is
 * refused as deleted, and something that was deleted later is shown as it was. Names are those of
 * that time.
 */
@Service
public class AsOf {
  /** No transaction takes longer, so only a read of a more recent instant waits for writers. */
  private static final Duration MAX_TRANSACTION = Duration.ofMinutes(2);

  private final ModelHistoryStore models;
  private final VersionHistoryStore versions;
  private final StageStore stages;
  private final Clock clock;

  AsOf(ModelHistoryStore models, VersionHistoryStore versions, StageStore stages, Clock clock) {
    this.models = models;
    this.versions = versions;
    this.stages = stages;
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
  public record Stay(Version version, StageStay held) {}

  /**
   * The version that was in a stage. For staging it is the one that had come last.
   *
   * @throws Refused as {@link #model}, {@code no_version_in_stage}
   */
  @Transactional
  public Stay inStage(ModelRef model, Stage stage, Instant at) {
    Resolver.check(stage);
    ModelRef then = then(model, micros(at)).ref();
    StageStay held =
        stages
            .holderAt(then, stage, micros(at))
            .orElseThrow(() -> Resolver.nobody(then, stage, " at " + at));
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
                        "%s had no alias %s at %s.".formatted(then.name(), name, at))
                    .with(new Remedy.ReadAliasMoves(model.name().text())));
  }

  private Model then(ModelRef model, Instant at) {
    Instant now = clock.instant();
    if (at.isAfter(now))
      throw Refused.invalid(
          field("at"),
          "must not be later than now, " + now + "; leave it out to read the present",
          at);
    if (at.isAfter(now.minus(MAX_TRANSACTION))) models.awaitWriters(model);
    ModelHistoryStore.Then then =
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

  /** Uploads and metrics lock their version only, so its writers are waited for as well. */
  private Version version(ModelRef model, VersionRef ref, Instant at) {
    if (at.isAfter(clock.instant().minus(MAX_TRANSACTION))) versions.awaitWriters(ref);
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

  /** The history keeps microseconds. */
  private static Instant micros(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }
}
