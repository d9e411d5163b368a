package dev.roster.core.warning;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting of {@link WarningGate}.
 *
 * @param refuseWarnings Whether a version with warnings, such as weights that are missing, is kept
 *     from production.
 */
@ConfigurationProperties("roster.lifecycle")
public record WarningSettings(@DefaultValue("false") boolean refuseWarnings) {}
