package dev.roster.core.reference;

/** A model that exists. Rights and rows hang on the id; the name is for people. */
public record ModelRef(long id, ModelName name) {}
