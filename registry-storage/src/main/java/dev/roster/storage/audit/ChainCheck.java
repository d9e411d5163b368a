package dev.roster.storage.audit;

import dev.roster.core.digest.Sha256;
import dev.roster.storage.time.InstantColumn;
import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Rfc8785Writer;
import dev.roster.storage.verify.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** I3: no audit entry is lost, altered, duplicated or out of order. */
final class ChainCheck implements InvariantCheck {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REMEDY =
      "Keep this database as evidence, and compare it with a backup and with copies of the log kept"
          + " elsewhere. Somebody wrote to it without Roster.";

  private long seq;
  private String hash = "0".repeat(64);

  @Override
  public String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    rows.each("select * from audit_entry order by seq", row -> link(row, findings));
    rows.each(
        "select seq, hash from audit_head",
        row -> {
          if (row.getLong("seq") != seq)
            findings.accept(
                finding(
                    "audit entries " + (seq + 1) + " to " + row.getLong("seq"),
                    "the last entry is "
                        + seq
                        + ", but the last entry according to the head of the log is "
                        + row.getLong("seq")));
          else if (!row.getString("hash").equals(hash))
            findings.accept(
                finding("audit head", "its hash differs from the hash of the last entry"));
        });
    return seq + " audit entries";
  }

  private void link(ResultSet row, Consumer<Finding> findings) throws SQLException {
    long found = row.getLong("seq");
    if (found != seq + 1)
      findings.accept(
          finding("audit entries " + (seq + 1) + " to " + (found - 1), "they are missing"));
    String expected = Sha256.ofText(hash + Rfc8785Writer.of(content(row))).hex();
    if (found == seq + 1 && !expected.equals(row.getString("hash")))
      findings.accept(
          finding(
              entry(row),
              "its hash does not match its content and the hash of the previous entry"));
    seq = found;
    hash = row.getString("hash");
  }

  private static JsonNode content(ResultSet row) throws SQLException {
    ObjectNode content = JSON.createObjectNode();
    content.put("seq", row.getLong("seq"));
    content.put("at", InstantColumn.read(row, "at").toString());
    content.put("actor", row.getString("actor"));
    String token = row.getString("token_id");
    if (token != null) content.put("tokenId", token);
    content.put("action", row.getString("action"));
    content.put("model", row.getString("model"));
    content.put("version", row.getObject("version", Integer.class));
    content.set("detail", JSON.readTree(row.getString("detail")));
    return content;
  }

  private static String entry(ResultSet row) throws SQLException {
    String version = row.getObject("version") == null ? "" : "/" + row.getInt("version");
    String model = row.getString("model") == null ? "" : " " + row.getString("model") + version;
    return "audit entry " + row.getLong("seq") + " " + row.getString("action") + model;
  }

  private static Finding finding(String where, String what) {
    return new Finding("I3", where, what, REMEDY);
  }
}
