package dev.roster.core.model;

import dev.roster.core.reference.ModelName;

/** The parts of a model that can change: its name and its facts. */
public record Described(ModelName name, ModelFacts facts) {}
