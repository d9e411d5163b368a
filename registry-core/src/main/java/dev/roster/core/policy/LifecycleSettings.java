package dev.roster.core.policy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What moves must pass.
 *
 * @param minimumReproducibility The reproducibility, of 100, that a version needs to be moved to
 *     production; 0 asks for none.
 */
@ConfigurationProperties("roster.lifecycle")
public record LifecycleSettings(@DefaultValue("0") int minimumReproducibility) {
  public LifecycleSettings {
    if (minimumReproducibility < 0 || minimumReproducibility > 100)
      throw new IllegalArgumentException("minimum-reproducibility is not a score from 0 to 100");
  }
}
