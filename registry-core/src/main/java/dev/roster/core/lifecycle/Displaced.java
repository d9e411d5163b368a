package dev.roster.core.lifecycle;

import dev.roster.core.reference.Stage;

/** The number of the version that another one displaced, and the stage that it went to. */
public record Displaced(int version, Stage to) {}
