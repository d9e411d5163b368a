package dev.roster.storage.version;

import dev.roster.core.digest.Sha256;
import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Rfc8785Writer;
import dev.roster.storage.verify.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** I1: a READY version agrees with its manifest, and the manifest with its digest. */
final class ManifestCheck implements InvariantCheck {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> FACTS =
      List.of("signature", "framework", "hyperparameters", "lineage");
  private static final String VERSIONS =
      """
      select m.name, v.number, v.manifest, v.digest, v.artifact_count, v.size, v.status,
        v.signature, v.framework, v.hyperparameters, v.lineage,
        (select coalesce(jsonb_agg(jsonb_build_object('path', a.path, 'sha256', b.sha256, 'size', b.size)
            order by a.path), '[]') from artifact a join blob b on b.id = a.blob_id
          where a.version_id = v.id) as files
      from version v join model m on m.id = v.model_id
      where v.status in ('ready', 'damaged')
        or v.status = 'reclaimed' and v.deleted_at is null
      order by m.name, v.number
      """;

  private long versions;

  @Override
  public String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    rows.each(
        VERSIONS,
        row -> {
          versions++;
          String wrong = faultOf(row);
          if (wrong != null)
            findings.accept(
                new Finding(
                    "I1",
                    row.getString("name")
                        + "/"
                        + row.getInt("number")
                        + " "
                        + row.getString("digest"),
                    wrong,
                    "Somebody changed the database without Roster. Restore this version's rows"
                        + " from a backup, or register the model's files as a new version."));
        });
    return versions + " versions";
  }

  private static @Nullable String faultOf(ResultSet row) throws SQLException {
    String manifest = row.getString("manifest");
    if (manifest == null) return "it has no manifest";
    if (!Sha256.ofText(manifest).toString().equals(row.getString("digest")))
      return "its digest does not match its manifest";
    JsonNode said = JSON.readTree(manifest);
    JsonNode files = JSON.readTree(row.getString("files"));
    if (said.path("version").intValue(0) != row.getInt("number"))
      return "its manifest has the version number " + said.path("version");
    boolean reclaimed = "reclaimed".equals(row.getString("status"));
    if (reclaimed && !files.isEmpty()) return "its bytes were reclaimed, and it has files";
    if (!reclaimed && !same(said.path("artifacts"), files))
      return "its files differ from its manifest: " + firstDifference(said, files);
    if (row.getInt("artifact_count") != said.path("artifacts").size())
      return "its artifact count is wrong";
    for (String fact : FACTS)
      if (!sameFact(said.path(fact), row.getString(fact)))
        return "its " + fact + " differs from its manifest";
    if ("damaged".equals(row.getString("status")))
      return "Roster has already found that its bytes are damaged";
    return null;
  }

  private static boolean sameFact(JsonNode said, @Nullable String column) {
    JsonNode now = column == null ? JSON.missingNode() : JSON.readTree(column);
    if (said.isMissingNode()) return now.isMissingNode() || now.isEmpty();
    return same(said, now);
  }

  /**
   * Compares both in the form in which they are hashed: 1.0 and 1 are the same number, and null
   * values are left out.
   */
  private static boolean same(JsonNode one, JsonNode other) {
    return Rfc8785Writer.of(withoutNulls(one)).equals(Rfc8785Writer.of(withoutNulls(other)));
  }

  private static JsonNode withoutNulls(JsonNode node) {
    if (node.isArray()) {
      ArrayNode items = JSON.createArrayNode();
      node.forEach(item -> items.add(withoutNulls(item)));
      return items;
    }
    if (!node.isObject()) return node;
    ObjectNode kept = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> field : node.properties())
      if (!field.getValue().isNull()) kept.set(field.getKey(), withoutNulls(field.getValue()));
    return kept;
  }

  private static String firstDifference(JsonNode said, JsonNode files) {
    JsonNode listed = said.path("artifacts");
    for (int i = 0; i < Math.max(listed.size(), files.size()); i++)
      if (!same(listed.path(i), files.path(i)))
        return files.path(i).path("path").asString(listed.path(i).path("path").asString("?"));
    return "?";
  }
}
