package dev.roster.app.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** A Merkle tree of RFC 6962, section 2.1, to which leaves are added; it gives the root of each. */
final class Rfc6962 {
  /** The roots of the complete trees that make up this one, the largest first. */
  private final List<byte[]> peaks = new ArrayList<>();

  private long size;

  /** The hash of a leaf of these bytes. */
  static byte[] leaf(byte[] bytes) {
    return sha256(new byte[] {0}, bytes);
  }

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) digest.update(part);
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  void add(byte[] leafHash) {
    byte[] hash = leafHash;
    for (long trees = size; (trees & 1) == 1; trees >>= 1)
      hash = node(peaks.remove(peaks.size() - 1), hash);
    peaks.add(hash);
    size++;
  }

  long size() {
    return size;
  }

  byte[] root() {
    if (size == 0) return sha256();
    byte[] root = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) root = node(peaks.get(i), root);
    return root;
  }

  private static byte[] node(byte[] left, byte[] right) {
    return sha256(new byte[] {1}, left, right);
  }
}
