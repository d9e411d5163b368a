package dev.roster.core.lifecycle;

import dev.roster.core.reference.Stage;

/** The version that had to leave production for another, and where it went. */
public record Displaced(int version, Stage to) {}
