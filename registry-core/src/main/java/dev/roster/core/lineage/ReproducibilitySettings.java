package dev.roster.core.lineage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting of {@link ReproducibilityGate}.
 *
 * @param minimumReproducibility The reproducibility score, from 0 to 100, that a version needs for
 *     production; 0 requires none.
 */
@ConfigurationProperties("roster.lifecycle")
public record ReproducibilitySettings(@DefaultValue("0") int minimumReproducibility) {
  public ReproducibilitySettings {
    if (minimumReproducibility < 0 || minimumReproducibility > 100)
      throw new IllegalArgumentException("minimum-reproducibility must be a score from 0 to 100");
  }
}
