package dev.roster.storage.version;

import dev.roster.core.label.Label;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Signature;
import dev.roster.core.version.VersionFacts;
import dev.roster.storage.json.JsonColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Writes and reads the columns of the table version that store the facts of a version. */
final class FactColumns {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  /**
   * A column.
   *
   * @param value the placeholder of its value in a statement
   */
  private record Column(
      String name, String value, Function<VersionFacts, @Nullable Object> reader) {
    static Column text(String name, Function<VersionFacts, @Nullable Object> reader) {
      return new Column(name, ":" + name, reader);
    }

    static Column json(String name, String type, Function<VersionFacts, @Nullable Object> reader) {
      return new Column(name, ":" + name + "::" + type, reader.andThen(JsonColumn::write));
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("description", VersionFacts::description),
          Column.text("label", facts -> facts.label() == null ? null : facts.label().text()),
          Column.text("license", VersionFacts::license),
          Column.json("tags", "jsonb", VersionFacts::tags),
          Column.json("framework", "jsonb", VersionFacts::framework),
          Column.json("hyperparameters", "json", VersionFacts::hyperparameters),
          Column.json("signature", "jsonb", VersionFacts::signature),
          Column.json("lineage", "jsonb", VersionFacts::lineage));

  /** The columns of an insert. */
  static final String NAMES = joined(Column::name);

  /** The values of an insert, in the order of {@link #NAMES}. */
  static final String VALUES = joined(Column::value);

  /** The assignments of an update. */
  static final String ASSIGNMENTS = joined(column -> column.name() + " = " + column.value());

  private FactColumns() {}

  private static String joined(Function<Column, String> part) {
    return COLUMNS.stream().map(part).collect(Collectors.joining(", "));
  }

  /** The parameters of these statements. */
  static Map<String, @Nullable Object> parameters(VersionFacts facts) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    COLUMNS.forEach(column -> parameters.put(column.name(), column.reader().apply(facts)));
    return parameters;
  }

  static VersionFacts read(ResultSet row) throws SQLException {
    return new VersionFacts(
        row.getString("description"),
        label(row.getString("label")),
        row.getString("license"),
        JsonColumn.read(row.getString("tags"), TEXTS),
        JsonColumn.read(row.getString("framework"), Framework.class),
        JsonColumn.readObject(row.getString("hyperparameters")),
        JsonColumn.read(row.getString("signature"), Signature.class),
        JsonColumn.read(row.getString("lineage"), Lineage.class));
  }

  private static @Nullable Label label(@Nullable String text) {
    return text == null ? null : new Label(text);
  }
}
