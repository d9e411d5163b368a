package dev.roster.drift.statistic;

/**
 * What a statistic says about one column of a window.
 *
 * @param noise95 the score that 95 of 100 windows without drift stay below
 * @param pValue the probability of such a score or a greater one without drift
 */
public record Measurement(double score, double noise95, double pValue) {}
