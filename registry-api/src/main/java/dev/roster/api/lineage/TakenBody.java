package dev.roster.api.lineage;

import java.util.List;

/**
 * The answer to a run event.
 *
 * @param changed false if the event said nothing new
 * @param kept whether the event waits until its run is linked to a model
 * @param runs the run, once for each model that it belongs to
 */
record TakenBody(boolean changed, boolean kept, List<RunBody> runs) {}
