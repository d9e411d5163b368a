package dev.roster.core.policy;

/**
 * What moves must pass.
 *
 * @param minimumReproducibility the score that a version needs to go to production; 0: none
 */
public record LifecycleSettings(int minimumReproducibility) {
  public LifecycleSettings {
    if (minimumReproducibility < 0 || minimumReproducibility > 100)
      throw new IllegalArgumentException("minimum-reproducibility is not a score from 0 to 100");
  }
}
