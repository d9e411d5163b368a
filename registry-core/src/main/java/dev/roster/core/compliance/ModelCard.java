package dev.roster.core.compliance;

import dev.roster.core.card.WrittenCard;
import dev.roster.core.policy.GateFacts.Observed;
import dev.roster.core.version.Version;
import org.jspecify.annotations.Nullable;

/**
 * The card of a version: what Roster knows and what people wrote.
 *
 * @param owner of its model
 * @param observed what monitors know of it
 */
public record ModelCard(
    Version version, @Nullable String owner, Observed observed, WrittenCard written) {}
