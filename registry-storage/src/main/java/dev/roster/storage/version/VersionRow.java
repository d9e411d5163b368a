package dev.roster.storage.version;

import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.version.SignatureSource;
import dev.roster.core.version.Version;
import dev.roster.core.version.Warning;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Reads a version from its row. */
final class VersionRow {
  /** Selects versions with their models, last metrics and aliases. */
  static final String SELECT = select("");

  /** Selects the same for a lock, with the revision at which metrics and aliases were read. */
  static final String SELECT_LOCKED =
      select(", (select b.revision from version b where b.id = v.id) as revision_read");

  private static String select(String more) {
    return """
    select v.*, m.name as model_name,
      (select jsonb_object_agg(l.name, coalesce(to_jsonb(l.value), to_jsonb(l.not_finite))) from metric_latest l where l.version_id = v.id) as metrics,
      array(select a.name from alias a where a.version_id = v.id order by lower(a.name)) as aliases%s
    from version v join model m on m.id = v.model_id
    """
        .formatted(more);
  }

  /** The columns that may hold long texts. */
  static final List<String> LONG =
      List.of(
          "description", "tags", "framework", "hyperparameters", "signature", "lineage", "metrics");

  private static final TypeReference<List<Warning>> WARNINGS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};

  private VersionRow() {}

  static Version toDomain(ResultSet row, int n) throws SQLException {
    ModelRef model =
        new ModelRef(row.getLong("model_id"), new ModelName(row.getString("model_name")));
    Map<String, Double> metrics = JsonColumn.read(row.getString("metrics"), NUMBERS);
    return new Version(
        new VersionRef(row.getLong("id"), model, row.getInt("number")),
        VersionStatus.ofWire(row.getString("status")),
        Stage.ofWire(row.getString("stage")).orElseThrow(),
        FactColumns.read(row),
        JsonColumn.read(row.getString("signature_source"), SignatureSource.class),
        warnings(row),
        metrics == null ? Map.of() : metrics,
        List.of((String[]) row.getArray("aliases").getArray()),
        row.getString("digest"),
        row.getObject("artifact_count", Integer.class),
        row.getObject("size", Long.class),
        InstantColumn.readNullable(row, "finalized_at"),
        InstantColumn.read(row, "created_at"),
        row.getString("created_by"),
        InstantColumn.read(row, "updated_at"),
        row.getLong("revision"));
  }

  private static List<Warning> warnings(ResultSet row) throws SQLException {
    List<Warning> warnings = JsonColumn.read(row.getString("warnings"), WARNINGS);
    return warnings == null ? List.of() : warnings;
  }
}
