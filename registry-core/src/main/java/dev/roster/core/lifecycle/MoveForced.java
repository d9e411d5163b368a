package dev.roster.core.lifecycle;

/** A move was made in spite of gates, reports or approvals. Published within its transaction. */
public record MoveForced(Transition transition) {}
