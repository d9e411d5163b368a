package dev.roster.core.artifact;

/** This server found a blob whose bytes the store lost or altered. */
public record DamageFound() {}
