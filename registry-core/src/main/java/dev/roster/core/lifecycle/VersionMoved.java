package dev.roster.core.lifecycle;

import dev.roster.core.audit.Actor;

/** A version moved between stages. Published within the transaction of the transition. */
public record VersionMoved(Transition transition, Actor by) {}
