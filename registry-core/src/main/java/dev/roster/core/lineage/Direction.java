package dev.roster.core.lineage;

/**
 * The direction in which the graph is read from a node: to its sources, to its results, or both.
 */
public enum Direction {
  UPSTREAM,
  DOWNSTREAM,
  BOTH;

  public boolean isUpstream() {
    return this != DOWNSTREAM;
  }

  public boolean isDownstream() {
    return this != UPSTREAM;
  }
}
