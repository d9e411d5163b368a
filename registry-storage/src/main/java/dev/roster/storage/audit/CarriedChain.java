package dev.roster.storage.audit;

import dev.roster.core.audit.AuditLeaf;
import dev.roster.core.audit.CommittedDetail;
import dev.roster.core.checkpoint.MerkleTree;
import dev.roster.core.digest.Sha256;
import dev.roster.core.json.CanonicalJson;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Carries the entries of a log from before V27 over to the Merkle tree. Each of them had the hash
 * {@code SHA-256(hash of the entry before + canonical JSON of {seq, at, actor, tokenId, action,
 * model, version, detail})}, which is checked on the way: the first checkpoint then covers them.
 */
public final class CarriedChain {
  private static final int AT_A_TIME = 1_000;

  private final Connection connection;
  private final Map<List<String>, UUID> subjects = new HashMap<>();
  private final List<List<byte[]>> levels = new ArrayList<>();
  private long seq;
  private String hash = "0".repeat(64);

  private CarriedChain(Connection connection) {
    this.connection = connection;
    levels.add(new ArrayList<>());
  }

  /**
   * Carries all entries over, within the transaction of the connection.
   *
   * @throws BrokenChain if an entry was altered or removed
   */
  public static void carry(Connection connection) throws SQLException {
    CarriedChain chain = new CarriedChain(connection);
    try (Statement read = connection.createStatement();
        PreparedStatement entries =
            connection.prepareStatement(
                """
                insert into audit_entry (seq, id, at, subject, action, model_id, model, version,
                  detail, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                """);
        PreparedStatement texts =
            connection.prepareStatement(
                "insert into audit_text (entry_id, texts) values (?, ?::jsonb)")) {
      read.setFetchSize(AT_A_TIME);
      try (ResultSet rows = read.executeQuery("select * from audit_chain order by seq")) {
        while (rows.next()) {
          chain.entry(rows, entries, texts);
          if (chain.seq % AT_A_TIME == 0) {
            entries.executeBatch();
            texts.executeBatch();
          }
        }
      }
      entries.executeBatch();
      texts.executeBatch();
      chain.checkHead(read);
    }
  }

  private void entry(ResultSet row, PreparedStatement entries, PreparedStatement texts)
      throws SQLException {
    long number = row.getLong("seq");
    Map<String, Object> detail = JsonColumn.readObject(row.getString("detail"));
    String linked = Sha256.ofText(hash + CanonicalJson.of(content(row, detail))).hex();
    if (number != seq + 1 || !linked.equals(row.getString("hash"))) throw new BrokenChain(seq + 1);
    seq = number;
    hash = linked;

    CommittedDetail committed = CommittedDetail.of(detail);
    AuditLeaf leaf =
        new AuditLeaf(
            seq,
            InstantColumn.read(row, "at"),
            subject(row.getString("actor"), row.getString("token_id")),
            row.getString("action"),
            row.getString("model"),
            row.getObject("version", Integer.class),
            committed.proven());
    byte[] leafHash = MerkleTree.leafHash(leaf.bytes());
    entries.setLong(1, seq);
    entries.setLong(2, seq);
    entries.setObject(3, InstantColumn.write(leaf.at()));
    entries.setObject(4, leaf.subject());
    entries.setString(5, leaf.action());
    entries.setObject(6, row.getObject("model_id"));
    entries.setString(7, leaf.model());
    entries.setObject(8, leaf.version());
    entries.setString(9, JsonColumn.write(leaf.detail()));
    entries.setBytes(10, leafHash);
    entries.addBatch();
    if (!committed.texts().isEmpty()) {
      texts.setLong(1, seq);
      texts.setString(2, JsonColumn.write(committed.texts()));
      texts.addBatch();
    }
    extend(0, leafHash, seq - 1);
  }

  private static Map<String, Object> content(ResultSet row, Map<String, Object> detail)
      throws SQLException {
    Map<String, Object> content = new HashMap<>();
    content.put("seq", row.getLong("seq"));
    content.put("at", InstantColumn.read(row, "at").toString());
    content.put("actor", row.getString("actor"));
    if (row.getString("token_id") != null) content.put("tokenId", row.getString("token_id"));
    content.put("action", row.getString("action"));
    content.put("model", row.getString("model"));
    content.put("version", row.getObject("version", Integer.class));
    content.put("detail", detail);
    return content;
  }

  private UUID subject(String actor, @Nullable String token) throws SQLException {
    List<String> key = List.of(actor, token == null ? "" : token);
    UUID known = subjects.get(key);
    if (known != null) return known;
    UUID made = UUID.randomUUID();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into audit_subject (id, name, token_id) values (?, ?, ?)")) {
      insert.setObject(1, made);
      insert.setString(2, key.get(0));
      insert.setString(3, key.get(1));
      insert.executeUpdate();
    }
    subjects.put(key, made);
    return made;
  }

  /** Adds a hash to its level, and the hash of the subtree that it completes to the next one. */
  private void extend(int level, byte[] added, long position) throws SQLException {
    if (level > 0) keep(level, position, added);
    if (level == levels.size()) levels.add(new ArrayList<>());
    List<byte[]> children = levels.get(level);
    children.add(added);
    if (children.size() < MerkleTree.WIDTH) return;
    List<byte[]> row = List.copyOf(children);
    children.clear();
    byte[] parent = new MerkleTree((any, from, to) -> row).subtree(1, 0);
    extend(level + 1, parent, position / MerkleTree.WIDTH);
  }

  private void keep(int level, long position, byte[] subtree) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into audit_subtree (level, position, hash) values (?, ?, ?)")) {
      insert.setInt(1, level);
      insert.setLong(2, position);
      insert.setBytes(3, subtree);
      insert.executeUpdate();
    }
  }

  private void checkHead(Statement read) throws SQLException {
    try (ResultSet head = read.executeQuery("select seq, hash from audit_head")) {
      if (head.next() && head.getLong("seq") == seq && head.getString("hash").equals(hash)) return;
      throw new BrokenChain(seq + 1);
    }
  }
}
