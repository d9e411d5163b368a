package dev.roster.storage.search.field;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What rows are ordered by, in SQL.
 *
 * @param expression of a version and its model
 * @param walk how an index has the rows in this order; null if none has
 */
public record SortKey(
    Kind kind, String expression, boolean nullable, boolean descending, @Nullable Walk walk) {

  /**
   * An index that is read in order.
   *
   * @param join the table that it is of; empty: the version's, or the model's
   * @param expression of what the index has
   * @param present which rows the index has
   * @param absent which it has not
   * @param table the alias of the table that it is of, which has the version's id and perhaps when
   *     it was made
   * @param hasAge whether it has
   */
  public record Walk(
      String join, String expression, String present, String absent, String table, boolean hasAge) {
    /** The same of the rest of an order, where the index goes on so. */
    public String own(String expression) {
      if (join.isEmpty()) return expression;
      if (expression.equals("v.id")) return table + ".version_id";
      return hasAge && expression.equals("v.created_at") ? table + ".created_at" : expression;
    }
  }

  /** How a value is written into a cursor, and read from it. */
  public enum Kind {
    TEXT("text"),
    NUMBER("double precision"),
    WHOLE("bigint"),
    TIME("timestamptz"),
    BOOLEAN("boolean");

    private final String sql;

    Kind(String sql) {
      this.sql = sql;
    }

    public String sql() {
      return sql;
    }

    public @Nullable String read(ResultSet row, String column) throws SQLException {
      if (row.getObject(column) == null) return null;
      return switch (this) {
        case TEXT -> row.getString(column);
        case NUMBER -> Double.toString(row.getDouble(column));
        case WHOLE -> Long.toString(row.getLong(column));
        case TIME ->
            row.getObject(column, OffsetDateTime.class)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toString();
        case BOOLEAN -> Boolean.toString(row.getBoolean(column));
      };
    }

    public Object value(String text) {
      return switch (this) {
        case TEXT -> text;
        case NUMBER -> Double.valueOf(text);
        case WHOLE -> Long.valueOf(text);
        case TIME -> OffsetDateTime.parse(text);
        case BOOLEAN -> Boolean.valueOf(text);
      };
    }
  }

  /** A key that no index has. */
  static SortKey computed(Kind kind, String expression, boolean descending) {
    return new SortKey(kind, expression, true, descending, null);
  }

  /** A column that an index begins with. */
  static SortKey indexed(Kind kind, String column, boolean nullable, boolean descending) {
    Walk walk =
        new Walk(
            "",
            column,
            nullable ? column + " is not null" : "true",
            column + " is null",
            "",
            false);
    return new SortKey(kind, column, nullable, descending, walk);
  }

  /**
   * A column of version_attribute.
   *
   * @param key the placeholder of the attribute's key
   */
  static SortKey attribute(Kind kind, String column, String key, boolean descending) {
    return joined(AttributeField.TABLE, a -> a + ".key = " + key, kind, column, true, descending);
  }

  /**
   * A column of another table, of which a version has at most one row.
   *
   * @param scope the condition on the row with that alias
   * @param hasAge see {@link Walk}
   */
  static SortKey joined(
      String table,
      UnaryOperator<String> scope,
      Kind kind,
      String column,
      boolean hasAge,
      boolean descending) {
    String one =
        "select k.%1$s from %2$s k where k.version_id = v.id and %3$s and k.%1$s is not null"
            .formatted(column, table, scope.apply("k"));
    String join =
        " join %s q on q.version_id = v.id and %s and q.%s is not null"
            .formatted(table, scope.apply("q"), column);
    Walk walk =
        new Walk(join, "q." + column, "true", "not exists (" + one + " offset 0)", "q", hasAge);
    return new SortKey(kind, "(" + one + ")", true, descending, walk);
  }

  /** Whether an index goes on with the id of the version, and not with its age. */
  public boolean isWalkedWithoutAge() {
    return walk != null && !walk.join().isEmpty() && !walk.hasAge();
  }

  /** Whether it is the age or the id of a version, by which all of them are indexed. */
  public boolean isAge() {
    return expression.equals("v.created_at") || expression.equals("v.id");
  }

  public String direction() {
    return descending ? " desc" : "";
  }

  /** The same key as a column of that name. */
  public SortKey as(String column) {
    return new SortKey(kind, column, nullable, descending, null);
  }

  public SortKey present(String column) {
    return new SortKey(kind, column, false, descending, null);
  }
}
