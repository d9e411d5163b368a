package dev.roster.api.lineage;

import java.util.List;

/**
 * What was made of an event.
 *
 * @param changed false if the event said nothing new
 * @param runs the run, for each model that it is of
 */
record TakenBody(boolean changed, List<RunBody> runs) {}
