package dev.roster.core.reference;

/** Finds what a path names. */
public interface References {
  /**
   * The model of that name, found ignoring case.
   *
   * @throws dev.roster.core.problem.Refused {@code model_not_found}, or {@code deleted}
   */
  ModelRef model(ModelName name);

  /**
   * The model of that name, a deleted one too: its history can still be read.
   *
   * @throws dev.roster.core.problem.Refused {@code model_not_found}
   */
  ModelRef modelEvenDeleted(ModelName name);

  /**
   * The version of that number.
   *
   * @throws dev.roster.core.problem.Refused {@code version_not_found}, {@code deleted} or {@code
   *     reclaimed}
   */
  VersionRef version(ModelRef model, int number);
}
