package dev.roster.storage.audit;

import dev.roster.core.digest.Sha256;
import dev.roster.storage.time.InstantColumn;
import dev.roster.storage.verify.Rfc8785Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The hash chain of the audit log, as Roster wrote it before V27. */
public final class OldChain {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private OldChain() {}

  /** Writes the hashes of the entries that a test has inserted into {@code audit_entry}. */
  public static void link(JdbcClient jdbc) {
    String hash = "0".repeat(64);
    List<String> contents =
        jdbc.sql("select * from audit_entry order by seq").query(OldChain::content).list();
    for (int i = 0; i < contents.size(); i++) {
      hash = Sha256.ofText(hash + contents.get(i)).hex();
      jdbc.sql("update audit_entry set hash = :hash where seq = :seq")
          .param("hash", hash)
          .param("seq", i + 1)
          .update();
    }
    jdbc.sql("update audit_head set seq = :seq, hash = :hash")
        .param("seq", contents.size())
        .param("hash", hash)
        .update();
  }

  private static String content(ResultSet row, int n) throws SQLException {
    ObjectNode content = JSON.createObjectNode();
    content.put("seq", row.getLong("seq"));
    content.put("at", InstantColumn.read(row, "at").toString());
    content.put("actor", row.getString("actor"));
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++)
      if (row.getMetaData().getColumnName(i).equals("token_id") && row.getString(i) != null)
        content.put("tokenId", row.getString(i));
    content.put("action", row.getString("action"));
    content.put("model", row.getString("model"));
    content.put("version", row.getObject("version", Integer.class));
    content.set("detail", JSON.readTree(row.getString("detail")));
    return Rfc8785Writer.of(content);
  }
}
