package dev.roster.core.model;

import dev.roster.core.reference.ModelName;

/** What can be changed of a model: its name and its facts. */
public record Described(ModelName name, ModelFacts facts) {}
