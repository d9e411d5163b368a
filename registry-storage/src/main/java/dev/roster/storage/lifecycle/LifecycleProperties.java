package dev.roster.storage.lifecycle;

import dev.roster.core.policy.LifecycleSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What moves must pass.
 *
 * @param minimumReproducibility The reproducibility, of 100, that a version needs to be moved to
 *     production; 0 asks for none.
 */
@ConfigurationProperties("roster.lifecycle")
public record LifecycleProperties(@DefaultValue("0") int minimumReproducibility) {
  LifecycleSettings settings() {
    return new LifecycleSettings(minimumReproducibility);
  }
}
