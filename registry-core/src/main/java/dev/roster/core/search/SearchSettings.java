package dev.roster.core.search;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of searches.
 *
 * @param timeout How long a search may take before it is answered with 422 search_too_broad.
 * @param perClient How many searches one token may run at the same time on this server. Four times
 *     as many wait for up to half a second; further searches are answered with 429.
 */
@ConfigurationProperties("roster.search")
public record SearchSettings(
    @DefaultValue("2s") Duration timeout, @DefaultValue("8") int perClient) {
  public SearchSettings {
    perClient = Math.max(1, perClient);
  }
}
