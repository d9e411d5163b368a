package dev.roster.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots and proofs of the tree that keeps few hashes, against the definitions of RFC 6962. */
class MerkleTreeTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int WIDTH = MerkleTree.WIDTH;

  /** Read from the text of RFC 6962, section 2.1; it remembers what it has computed. */
  private static final class Rfc {
    private final List<byte[]> leaves;
    private final Map<Long, byte[]> known = new HashMap<>();

    Rfc(List<byte[]> leaves) {
      this.leaves = leaves;
    }

    /** MTH of the leaves from one to before another. */
    byte[] root(int from, int to) {
      byte[] hash = known.get((long) from << 32 | to);
      if (hash != null) return hash;
      int k = from + split(to - from);
      hash = to - from == 1 ? leaves.get(from) : MerkleTree.nodeHash(root(from, k), root(k, to));
      known.put((long) from << 32 | to, hash);
      return hash;
    }

    private static int split(int n) {
      int k = 1;
      while (2 * k < n) k *= 2;
      return k;
    }

    List<byte[]> path(int m, int from, int to) {
      if (to - from == 1) return new ArrayList<>();
      int k = from + split(to - from);
      List<byte[]> path = m < k ? path(m, from, k) : path(m, k, to);
      path.add(m < k ? root(k, to) : root(from, k));
      return path;
    }

    List<byte[]> subproof(int m, int from, int to, boolean known) {
      if (m == to) return known ? new ArrayList<>() : new ArrayList<>(List.of(root(from, to)));
      int k = from + split(to - from);
      List<byte[]> proof = m <= k ? subproof(m, from, k, known) : subproof(m, k, to, false);
      proof.add(m <= k ? root(k, to) : root(from, k));
      return proof;
    }
  }

  /** What a store keeps of these leaves. It counts how many hashes were read. */
  private static final class Kept implements MerkleTree.Hashes {
    private final List<List<byte[]>> levels = new ArrayList<>();
    private int read;

    Kept(List<byte[]> leaves) {
      levels.add(leaves);
      for (int level = 1; levels.get(level - 1).size() >= WIDTH; level++) {
        List<byte[]> subtrees = new ArrayList<>();
        int complete = levels.get(level - 1).size() / WIDTH;
        levels.add(subtrees);
        for (int position = 0; position < complete; position++)
          subtrees.add(new MerkleTree(this).subtree(level, position));
      }
      read = 0;
    }

    @Override
    public List<byte[]> read(int level, long from, long to) {
      List<byte[]> all = levels.get(level);
      List<byte[]> some = all.subList((int) from, (int) Math.min(to, all.size()));
      read += some.size();
      return some;
    }
  }

  private static List<byte[]> leaves(int count) {
    return LongStream.range(0, count)
        .mapToObj(i -> MerkleTree.leafHash(ByteBuffer.allocate(8).putLong(i).array()))
        .toList();
  }

  private static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HEX::formatHex).toList();
  }

  private static void assertSame(Kept kept, Rfc rfc, int size, Iterable<Integer> smaller) {
    assertThat(new MerkleTree(kept).root(size)).isEqualTo(rfc.root(0, size));
    for (int each : smaller) {
      assertThat(hex(new MerkleTree(kept).inclusionProof(each, size)))
          .as("leaf %d of %d", each, size)
          .isEqualTo(hex(rfc.path(each, 0, size)));
      assertThat(hex(new MerkleTree(kept).consistencyProof(each + 1, size)))
          .as("from %d to %d", each + 1, size)
          .isEqualTo(hex(rfc.subproof(each + 1, 0, size, true)));
    }
  }

  /** The leaves of the test data of Certificate Transparency, and its roots. */
  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  })
  void theRootIsThatOfCertificateTransparency(int size, String root) {
    assertThat(HEX.formatHex(new MerkleTree(certificates()).root(size))).isEqualTo(root);
  }

  private static Kept certificates() {
    return new Kept(
        List.of(
                "",
                "00",
                "10",
                "2021",
                "3031",
                "40414243",
                "5051525354555657",
                "606162636465666768696a6b6c6d6e6f")
            .stream()
            .map(leaf -> MerkleTree.leafHash(HEX.parseHex(leaf)))
            .toList());
  }

  @Test
  void theProofsAreThoseOfCertificateTransparency() {
    assertThat(hex(new MerkleTree(certificates()).inclusionProof(5, 8)))
        .containsExactly(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(hex(new MerkleTree(certificates()).consistencyProof(6, 8)))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @Test
  void allProofsOfSmallTreesAreThoseOfTheRfc() {
    Kept kept = new Kept(leaves(130));
    Rfc rfc = new Rfc(leaves(130));
    for (int size = 1; size <= 130; size++)
      assertSame(kept, rfc, size, LongStream.range(0, size).mapToObj(i -> (int) i).toList());
  }

  /** Trees with 0, 1 and 2 kept subtrees of 256 leaves. */
  @Test
  void theProofsAtTheEdgesOfKeptSubtreesAreThoseOfTheRfc() {
    Kept kept = new Kept(leaves(600));
    Rfc rfc = new Rfc(leaves(600));
    for (int size = 131; size <= 600; size++) {
      TreeSet<Integer> edges = new TreeSet<>(List.of(0, 1, 127, 128, 255, 256, 257, 511, 512, 513));
      edges.addAll(List.of(size / 2, size - 2, size - 1));
      assertSame(kept, rfc, size, edges.headSet(size));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 65_792, 65_793, 131_072, 131_075})
  void theProofsAtTheEdgesOfSubtreesOfSubtreesAreThoseOfTheRfc(int size) {
    Kept kept = Large.KEPT;
    TreeSet<Integer> edges = new TreeSet<>(List.of(0, 255, 256, 511, 512, 65_534, 65_535, 65_536));
    edges.addAll(List.of(size / 2, size - 2, size - 1));
    assertSame(kept, Large.RFC, size, edges.headSet(size));
    assertThat(new MerkleTree(kept).subtree(2, 0)).isEqualTo(Large.RFC.root(0, 65_536));
    assertThat(new MerkleTree(kept).subtree(1, 256)).isEqualTo(Large.RFC.root(65_536, 65_792));
  }

  @Test
  void aProofReadsAFewHundredHashesAndNotAllLeaves() {
    int before = Large.KEPT.read;
    new MerkleTree(Large.KEPT).inclusionProof(70_000, 131_075);
    assertThat(Large.KEPT.read - before).isLessThanOrEqualTo(5 * WIDTH);
  }

  private static final class Large {
    private static final List<byte[]> LEAVES = leaves(131_075);
    private static final Kept KEPT = new Kept(LEAVES);
    private static final Rfc RFC = new Rfc(LEAVES);
  }

  /** All leaves are the same, so all complete subtrees of one height are. */
  @Test
  void aTreeOfATrillionLeavesHasItsRoot() {
    List<byte[]> heights = new ArrayList<>(List.of(MerkleTree.leafHash(new byte[0])));
    for (int height = 1; height <= 40; height++)
      heights.add(MerkleTree.nodeHash(heights.get(height - 1), heights.get(height - 1)));
    MerkleTree tree =
        new MerkleTree(
            (level, from, to) -> Collections.nCopies((int) (to - from), heights.get(8 * level)));
    assertThat(tree.root(1L << 40)).isEqualTo(heights.get(40));
    assertThat(tree.root((1L << 40) - (1L << 39) + 1))
        .isEqualTo(MerkleTree.nodeHash(heights.get(39), heights.get(0)));
    assertThat(hex(tree.inclusionProof((1L << 40) - 1, 1L << 40)))
        .isEqualTo(hex(heights.subList(0, 40)));
    assertThat(hex(tree.consistencyProof(1L << 39, 1L << 40)))
        .containsExactly(HEX.formatHex(heights.get(39)));
  }
}
