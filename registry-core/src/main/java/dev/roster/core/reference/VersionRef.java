package dev.roster.core.reference;

/**
 * A version that exists.
 *
 * @param id the row's id
 * @param number 1, 2, 3 … within the model, never used twice
 */
public record VersionRef(long id, ModelRef model, int number) {
  @Override
  public String toString() {
    return model.name() + "/" + number;
  }
}
