package dev.roster.storage.version;

import dev.roster.core.label.Label;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Signature;
import dev.roster.core.version.SignatureSource;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionFacts;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A version as it stands in its tables. */
final class VersionRow {
  /** With the model, and what the version shows of metrics and aliases. */
  static final String SELECT = select("");

  /** As a lock reads it: beside the row as it is, the revision that all else was read at. */
  static final String SELECT_LOCKED =
      select(", (select b.revision from version b where b.id = v.id) as revision_read");

  private static String select(String more) {
    return """
      select v.*, m.name as model_name,
        (select jsonb_object_agg(l.name, l.value) from metric_latest l where l.version_id = v.id) as metrics,
        array(select a.name from alias a where a.version_id = v.id order by lower(a.name)) as aliases%s
      from version v join model m on m.id = v.model_id
      """
        .formatted(more);
  }

  /** Columns of what may be long. */
  static final List<String> LONG =
      List.of(
          "description", "tags", "framework", "hyperparameters", "signature", "lineage", "metrics");

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
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
        new VersionFacts(
            row.getString("description"),
            label(row.getString("label")),
            JsonColumn.read(row.getString("tags"), TEXTS),
            JsonColumn.read(row.getString("framework"), Framework.class),
            JsonColumn.readObject(row.getString("hyperparameters")),
            JsonColumn.read(row.getString("signature"), Signature.class),
            JsonColumn.read(row.getString("lineage"), Lineage.class)),
        JsonColumn.read(row.getString("signature_source"), SignatureSource.class),
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

  private static @Nullable Label label(@Nullable String text) {
    return text == null ? null : new Label(text);
  }
}
