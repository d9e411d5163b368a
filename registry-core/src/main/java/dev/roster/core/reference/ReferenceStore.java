package dev.roster.core.reference;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import java.util.function.Supplier;

/** Finds models and versions by name and number. */
public interface ReferenceStore {
  /**
   * The model of that name, found ignoring case.
   *
   * @throws Refused {@code model_not_found}, or {@code deleted}
   */
  default ModelRef model(ModelName name) {
    return find(name).model();
  }

  /**
   * The model of that name and its present revision.
   *
   * @throws Refused {@code model_not_found}, or {@code deleted}
   */
  ModelState find(ModelName name);

  /**
   * A model and one of its versions, found by one query.
   *
   * @param version returns the version, or throws as {@link #version} does. It is called after the
   *     right to read the model was checked, so a caller without that right does not learn whether
   *     the version exists.
   */
  record ModelAndVersion(ModelState model, Supplier<VersionRef> version) {}

  /**
   * The model of that name and its version of that number.
   *
   * @throws Refused {@code model_not_found}, or {@code deleted} if the model is deleted
   */
  ModelAndVersion find(ModelName name, int number);

  /**
   * The model of that name, even if it is deleted: its history can still be read.
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
   * The version of that number, even if it is deleted or reclaimed: its history can still be read.
   *
   * @throws Refused {@code version_not_found}
   */
  VersionRef versionEvenDeleted(ModelRef model, int number);

  /**
   * The same refusal for a model that does not exist and for one that the caller may not read, so
   * that callers cannot tell them apart.
   */
  static Refused noSuchModel() {
    return Refused.because(
            ProblemCode.MODEL_NOT_FOUND, "There is no such model, or the token may not read it.")
        .with(new Remedy.ListModels());
  }
}
