package dev.roster.core.checkpoint;

/** The hashes that are kept of the tree. */
public interface TreeStore extends MerkleTree.Hashes {
  /** The number of entries that have a number, which is the number of leaves. */
  long size();
}
