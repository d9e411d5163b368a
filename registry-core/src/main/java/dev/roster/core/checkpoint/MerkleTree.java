package dev.roster.core.checkpoint;

import dev.roster.core.digest.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hashes and proofs of RFC 6962, section 2.1, over leaves that are numbered from 0. An instance
 * remembers the hashes that it has read, so it serves one question and is thrown away.
 *
 * <p>Only the hashes of the leaves, and of each complete subtree of 256, 256², 256³ … leaves, are
 * kept; all others are computed from at most 256 of those a level.
 */
public final class MerkleTree {
  /** How many subtrees of a level make one of the next. */
  public static final int WIDTH = 256;

  /** The kept hashes. */
  @FunctionalInterface
  public interface Hashes {
    /**
     * The hashes of complete subtrees of {@code 256^level} leaves, from one position to before
     * another. Those that are beyond the end of the log are left out.
     */
    List<byte[]> read(int level, long from, long to);
  }

  private record Block(int level, long position) {}

  private final Hashes hashes;
  private final Map<Block, List<byte[]>> read = new HashMap<>();

  public MerkleTree(Hashes hashes) {
    this.hashes = hashes;
  }

  /** The hash of a leaf: SHA-256 of 0x00 and its bytes. */
  public static byte[] leafHash(byte[] leaf) {
    MessageDigest digest = Sha256.newDigest();
    digest.update((byte) 0);
    return digest.digest(leaf);
  }

  /** The hash of a node: SHA-256 of 0x01 and the hashes of its children. */
  public static byte[] nodeHash(byte[] left, byte[] right) {
    MessageDigest digest = Sha256.newDigest();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  /** The root of the tree of the first {@code size} leaves. */
  public byte[] root(long size) {
    return size == 0 ? Sha256.hash(new byte[0]) : hash(0, size);
  }

  /**
   * The hash of a complete subtree of {@code 256^level} leaves, computed from those of the level
   * below.
   *
   * @param level 1 or more
   */
  public byte[] subtree(int level, long position) {
    long leaves = 1;
    for (int i = 0; i < level; i++) leaves *= WIDTH;
    long from = position * leaves;
    return nodeHash(hash(from, from + leaves / 2), hash(from + leaves / 2, from + leaves));
  }

  /**
   * The audit path of RFC 6962, section 2.1.1.
   *
   * @param index at least 0 and less than {@code size}
   */
  public List<byte[]> inclusionProof(long index, long size) {
    List<byte[]> path = new ArrayList<>();
    path(index, 0, size, path);
    return path;
  }

  private void path(long index, long from, long to, List<byte[]> path) {
    if (to - from == 1) return;
    long middle = from + split(to - from);
    if (index < middle) {
      path(index, from, middle, path);
      path.add(hash(middle, to));
    } else {
      path(index, middle, to, path);
      path.add(hash(from, middle));
    }
  }

  /**
   * The consistency proof of RFC 6962, section 2.1.2. Empty if the sizes are equal.
   *
   * @param from at least 1 and at most {@code to}
   */
  public List<byte[]> consistencyProof(long from, long to) {
    List<byte[]> proof = new ArrayList<>();
    subproof(from, 0, to, true, proof);
    return proof;
  }

  private void subproof(long size, long from, long to, boolean known, List<byte[]> proof) {
    if (size == to) {
      if (!known) proof.add(hash(from, to));
      return;
    }
    long middle = from + split(to - from);
    if (size <= middle) {
      subproof(size, from, middle, known, proof);
      proof.add(hash(middle, to));
    } else {
      subproof(size, middle, to, false, proof);
      proof.add(hash(from, middle));
    }
  }

  /** The largest power of two below {@code n}. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }

  private byte[] hash(long from, long to) {
    long leaves = to - from;
    int bits = Long.numberOfTrailingZeros(leaves);
    boolean kept = leaves == 1L << bits && bits % 8 == 0;
    if (kept) return kept(bits / 8, from / leaves);
    long middle = from + split(leaves);
    return nodeHash(hash(from, middle), hash(middle, to));
  }

  private byte[] kept(int level, long position) {
    List<byte[]> block =
        read.computeIfAbsent(
            new Block(level, position / WIDTH),
            one -> hashes.read(level, one.position() * WIDTH, (one.position() + 1) * WIDTH));
    return block.get((int) (position % WIDTH));
  }
}
