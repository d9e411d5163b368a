package dev.roster.core.checkpoint;

/** The hashes that are kept of the tree. */
public interface TreeStore extends MerkleTree.Hashes {
  /** The number of leaves, once all entries that are committed have their numbers. */
  long size();
}
