package dev.roster.core.lineage;

/** Where to look from a node: to what it came from, to what came of it, or both ways. */
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
