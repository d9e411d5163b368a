package dev.roster.drift.judgement;

import dev.roster.drift.baseline.NotJudged;

/** A column that a check leaves out. */
public record UnjudgedColumn(String name, NotJudged reason) {}
