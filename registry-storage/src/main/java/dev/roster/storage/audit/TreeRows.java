package dev.roster.storage.audit;

import dev.roster.core.checkpoint.MerkleTree;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The hashes of the Merkle tree over the audit log. */
@Repository
class TreeRows implements MerkleTree.Hashes {
  private final JdbcClient jdbc;

  TreeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The number of leaves. */
  long size() {
    return jdbc.sql("select coalesce(max(seq), 0) from audit_entry").query(Long.class).single();
  }

  @Override
  public List<byte[]> read(int level, long from, long to) {
    String hashes =
        level == 0
            ? "select hash from audit_entry where seq > :from and seq <= :to order by seq"
            : """
              select hash from audit_subtree
              where level = :level and position >= :from and position < :to order by position
              """;
    return jdbc.sql(hashes)
        .param("level", level)
        .param("from", from)
        .param("to", to)
        .query(byte[].class)
        .list();
  }

  /** Adds the subtrees that new leaves complete. The leaves themselves are there. */
  void extend(long before, long size) {
    long leaves = MerkleTree.WIDTH;
    for (int level = 1; size / leaves > 0; level++, leaves *= MerkleTree.WIDTH)
      for (long position = before / leaves; position < size / leaves; position++)
        jdbc.sql(
                "insert into audit_subtree (level, position, hash) values (:level, :position, :hash)")
            .param("level", level)
            .param("position", position)
            .param("hash", new MerkleTree(this).subtree(level, position))
            .update();
  }
}
