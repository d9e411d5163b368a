package dev.roster.storage.audit;

import dev.roster.core.digest.Sha256;
import dev.roster.storage.time.InstantColumn;
import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Rfc8785Writer;
import dev.roster.storage.verify.Snapshot;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * I3: no audit entry is lost, altered, duplicated or out of order. It recomputes each leaf, the
 * kept hashes of the tree and the roots that the checkpoints signed. The signatures themselves are
 * what {@code ./roster audit verify} checks.
 */
final class TreeCheck implements InvariantCheck {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REMEDY =
      "Keep this database as evidence, and compare it with a backup and with checkpoints kept"
          + " elsewhere. Somebody wrote to it without Roster.";

  private final Map<Long, String> roots = new HashMap<>();
  private final Map<String, String> subtrees = new HashMap<>();

  /** The roots of the complete trees that make up the log, the largest first. */
  private final List<byte[]> peaks = new ArrayList<>();

  private long seq;

  /** Whether no entry is missing so far. Without it nothing can be said of the tree. */
  private boolean isWhole = true;

  @Override
  public String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    rows.each(
        "select size, note from audit_checkpoint",
        row -> roots.put(row.getLong("size"), root(row.getString("note"))));
    rows.each(
        "select level, position, hash from audit_subtree",
        row ->
            subtrees.put(
                row.getInt("level") + "/" + row.getLong("position"), base64(row.getBytes("hash"))));
    rows.each(
        """
        select e.*, t.texts from audit_entry e left join audit_text t on t.entry_id = e.id
        order by e.seq
        """,
        row -> entry(row, findings));
    if (isWhole) reportTooMuch(findings);
    return seq + " audit entries";
  }

  private void reportTooMuch(Consumer<Finding> findings) {
    roots.forEach(
        (size, root) ->
            findings.accept(
                finding(
                    "audit checkpoint " + size,
                    "the log has only " + seq + " entries: those after it were removed")));
    subtrees.forEach(
        (place, hash) ->
            findings.accept(
                finding("audit subtree " + place, "the log has no such complete subtree")));
  }

  private static String root(String note) {
    String[] lines = note.split("\n");
    return lines.length > 2 ? lines[2] : "";
  }

  private void entry(ResultSet row, Consumer<Finding> findings) throws SQLException {
    long found = row.getLong("seq");
    if (found != seq + 1) {
      findings.accept(
          finding("audit entries " + (seq + 1) + " to " + (found - 1), "they are missing"));
      isWhole = false;
    }
    byte[] leaf = hash((byte) 0, leaf(row).getBytes(StandardCharsets.UTF_8), new byte[0]);
    if (!Arrays.equals(leaf, row.getBytes("hash")))
      findings.accept(finding(name(row), "its hash does not match its content"));
    texts(row, findings);
    seq = found;
    if (isWhole) grow(row.getBytes("hash"), findings);
  }

  private static String leaf(ResultSet row) throws SQLException {
    ObjectNode leaf = JSON.createObjectNode();
    leaf.put("seq", row.getLong("seq"));
    leaf.put("at", InstantColumn.read(row, "at").toString());
    leaf.put("subject", row.getString("subject"));
    leaf.put("action", row.getString("action"));
    leaf.put("model", row.getString("model"));
    leaf.put("version", row.getObject("version", Integer.class));
    leaf.set("detail", JSON.readTree(row.getString("detail")));
    return Rfc8785Writer.of(leaf);
  }

  private static void texts(ResultSet row, Consumer<Finding> findings) throws SQLException {
    String texts = row.getString("texts");
    if (texts == null) return;
    JsonNode detail = JSON.readTree(row.getString("detail"));
    for (Map.Entry<String, JsonNode> text : JSON.readTree(texts).properties())
      if (!commitment(text.getValue()).equals(detail.path(text.getKey()).stringValue("")))
        findings.accept(
            finding(name(row), "its text " + text.getKey() + " is not the one committed to"));
  }

  private static String commitment(JsonNode text) {
    JsonNode value = text.path("value");
    String content = value.isString() ? value.stringValue() : Rfc8785Writer.of(value);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(text.path("salt").stringValue("")), "HmacSHA256"));
      return "hmac-sha256:" + base64(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException noSalt) {
      return "";
    }
  }

  /** Adds a leaf and merges the trees of equal size. */
  private void grow(byte[] leaf, Consumer<Finding> findings) {
    byte[] hash = leaf;
    int height = 0;
    for (; (seq >> height & 1) == 0; height++) {
      compareSubtree(height, hash, findings);
      hash = hash((byte) 1, peaks.remove(peaks.size() - 1), hash);
    }
    compareSubtree(height, hash, findings);
    peaks.add(hash);
    String signed = roots.remove(seq);
    if (signed != null && !signed.equals(base64(top())))
      findings.accept(
          finding(
              "audit entries up to " + seq,
              "they are not those that the checkpoint of that size was made for"));
  }

  private void compareSubtree(int height, byte[] hash, Consumer<Finding> findings) {
    if (height == 0 || height % 8 != 0) return;
    String place = height / 8 + "/" + ((seq >> height) - 1);
    if (!base64(hash).equals(subtrees.remove(place)))
      findings.accept(
          finding(
              "audit entries %d to %d".formatted(seq - (1L << height) + 1, seq),
              "the hash that was kept of them is another one, or was removed"));
  }

  private byte[] top() {
    byte[] top = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) top = hash((byte) 1, peaks.get(i), top);
    return top;
  }

  private static byte[] hash(byte prefix, byte[] left, byte[] right) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(prefix);
    digest.update(left);
    return digest.digest(right);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String name(ResultSet row) throws SQLException {
    String version = row.getObject("version") == null ? "" : "/" + row.getInt("version");
    String model = row.getString("model") == null ? "" : " " + row.getString("model") + version;
    return "audit entry " + row.getLong("seq") + " " + row.getString("action") + model;
  }

  private static Finding finding(String where, String what) {
    return new Finding("I3", where, what, REMEDY);
  }
}
