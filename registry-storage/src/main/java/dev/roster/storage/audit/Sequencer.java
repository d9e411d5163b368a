package dev.roster.storage.audit;

import dev.roster.core.audit.AuditLeaf;
import dev.roster.core.checkpoint.MerkleTree;
import dev.roster.core.checkpoint.TreeStore;
import dev.roster.core.job.BackgroundJob;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers the entries that are committed and extends the Merkle tree by them, in batches of one
 * transaction each. One batch runs at a time in the cluster, on any server; one that is killed
 * leaves nothing, as what it read is still pending.
 *
 * <p>Entries are numbered by their id. Of one model this is the order of its changes: who drew an
 * id held the lock of the model until the entry could be seen.
 */
@Component
class Sequencer implements BackgroundJob, TreeStore {
  /** The advisory lock of a batch: "audit" in ASCII. */
  private static final long ONE_AT_A_TIME = 0x6175646974L;

  private static final int BATCH = 1_000;

  private final JdbcClient jdbc;
  private final TreeRows tree;
  private final TransactionTemplate apart;

  Sequencer(JdbcClient jdbc, TreeRows tree, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.tree = tree;
    this.apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** An entry that has no number yet; the leaf has 0 for it. */
  private record Pending(long id, AuditLeaf leaf) {
    byte[] hash(long seq) {
      return MerkleTree.leafHash(leaf.numbered(seq).bytes());
    }
  }

  @Override
  public String name() {
    return "audit-sequencer";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(200);
  }

  @Override
  public void run() {
    catchUp();
  }

  @Override
  public long size() {
    catchUp();
    return tree.size();
  }

  @Override
  public List<byte[]> read(int level, long from, long to) {
    return tree.read(level, from, to);
  }

  /** Numbers what was committed before this call. It waits for the batch that is running. */
  void catchUp() {
    long newest =
        jdbc.sql("select coalesce(max(id), 0) from audit_pending").query(Long.class).single();
    boolean more = newest > 0;
    while (more) more = Boolean.TRUE.equals(apart.execute(status -> batch(newest)));
  }

  /** Returns whether entries up to that id may be left. */
  private boolean batch(long newest) {
    jdbc.sql("select pg_advisory_xact_lock(:lock)")
        .param("lock", ONE_AT_A_TIME)
        .query((row, n) -> true)
        .single();
    List<Pending> pending =
        jdbc.sql("select * from audit_pending order by id limit :batch")
            .param("batch", BATCH)
            .query(Sequencer::pending)
            .list();
    if (pending.isEmpty()) return false;
    long before = tree.size();
    number(pending, before);
    tree.extend(before, before + pending.size());
    return pending.size() == BATCH && pending.get(BATCH - 1).id() < newest;
  }

  private void number(List<Pending> pending, long before) {
    long[] seqs = LongStream.rangeClosed(before + 1, before + pending.size()).toArray();
    byte[][] hashes = new byte[seqs.length][];
    for (int i = 0; i < seqs.length; i++) hashes[i] = pending.get(i).hash(seqs[i]);
    jdbc.sql(
            """
            with given as (
              select * from unnest(:seqs::bigint[], :ids::bigint[], :hashes::bytea[])
                as g (seq, id, hash)),
            taken as (
              delete from audit_pending where id = any(:ids::bigint[]) returning *)
            insert into audit_entry (seq, id, at, subject, action, model_id, model, version, detail,
              hash)
            select g.seq, t.id, t.at, t.subject, t.action, t.model_id, t.model, t.version, t.detail,
              g.hash
            from given g join taken t on t.id = g.id order by g.seq
            """)
        .param("seqs", seqs)
        .param("ids", pending.stream().mapToLong(Pending::id).toArray())
        .param("hashes", hashes)
        .update();
  }

  private static Pending pending(ResultSet row, int n) throws SQLException {
    return new Pending(
        row.getLong("id"),
        new AuditLeaf(
            0,
            InstantColumn.read(row, "at"),
            row.getObject("subject", UUID.class),
            row.getString("action"),
            row.getString("model"),
            row.getObject("version", Integer.class),
            JsonColumn.readObject(row.getString("detail"))));
  }
}
