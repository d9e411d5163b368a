package dev.roster.core.reference;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import java.time.Instant;
import java.util.function.Supplier;

/** Finds what a path names. */
public interface ReferenceStore {
  /**
   * The model of that name, found ignoring case.
   *
   * @throws Refused {@code model_not_found}, or {@code deleted}
   */
  default ModelRef model(ModelName name) {
    return seen(name).model();
  }

  /**
   * A model at an instant.
   *
   * @param revision counts what moves: stages, aliases, labels, versions that come and go
   * @param updatedAt when it did last, which tells a revision from one that a failover lost
   */
  record Seen(ModelRef model, long revision, Instant updatedAt) {}

  /**
   * The model of that name and its present revision.
   *
   * @throws Refused {@code model_not_found}, or {@code deleted}
   */
  Seen seen(ModelName name);

  /**
   * A model and one of its versions, looked up together.
   *
   * @param version gives it, or throws as {@link #version} does: whoever may not read the model
   *     hears nothing of it
   */
  record SeenVersion(Seen model, Supplier<VersionRef> version) {}

  /**
   * The model of that name and its version of that number, in one go.
   *
   * @throws Refused {@code model_not_found}, or {@code deleted}: the model
   */
  SeenVersion seen(ModelName name, int number);

  /**
   * The model of that name, a deleted one too: its history can still be read.
   *
   * @throws Refused {@code model_not_found}
   */
  ModelRef modelEvenDeleted(ModelName name);

  /**
   * The version of that number.
   *
   * @throws Refused {@code version_not_found}, {@code deleted} or {@code reclaimed}
   */
  VersionRef version(ModelRef model, int number);

  /**
   * The version of that number, a deleted or reclaimed one too: its history can still be read.
   *
   * @throws Refused {@code version_not_found}
   */
  VersionRef versionEvenDeleted(ModelRef model, int number);

  /** What to answer when there is no such model, or the caller may not read it: both alike. */
  static Refused noSuchModel() {
    return Refused.because(
            ProblemCode.MODEL_NOT_FOUND, "There is no such model, or the token may not read it.")
        .with(new Remedy.ListModels());
  }
}
