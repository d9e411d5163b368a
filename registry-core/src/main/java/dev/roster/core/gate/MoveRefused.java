package dev.roster.core.gate;

import java.util.List;

/** The gates refused a move that somebody asked for; a dry run or a simulation is none. */
public record MoveRefused(List<Evidence> evidence) {}
