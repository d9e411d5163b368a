package dev.roster.storage.search.field;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A key in SQL that rows are ordered by.
 *
 * @param expression an expression over a version and its model
 * @param walk the index that has the rows in this order; null if there is none
 */
public record SortKey(
    Kind kind, String expression, boolean nullable, boolean descending, @Nullable Walk walk) {

  /**
   * An index that is read in order.
   *
   * @param join the join to the table that has the index; empty if it is the table of the version
   *     or model
   * @param expression the expression that is indexed
   * @param present the condition on the rows that the index contains
   * @param absent the condition on the rows that the index does not contain
   * @param table the alias of the table that has the index; the table has the id of the version and
   *     may have its creation time
   * @param hasAge whether the table has the creation time of the version
   */
  public record Walk(
      String join, String expression, String present, String absent, String table, boolean hasAge) {
    /** Returns an expression of a later sort key as a column of the index, if the index has it. */
    public String own(String expression) {
      if (join.isEmpty()) return expression;
      if (expression.equals("v.id")) return table + ".version_id";
      return hasAge && expression.equals("v.created_at") ? table + ".created_at" : expression;
    }
  }

  /** The type of a value, which says how a cursor stores it. */
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

  /** Returns a key that has no index. */
  static SortKey computed(Kind kind, String expression, boolean descending) {
    return new SortKey(kind, expression, true, descending, null);
  }

  /** Returns the key of a column that an index begins with. */
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
   * Returns the key of a column of version_attribute.
   *
   * @param key the placeholder of the attribute's key
   */
  static SortKey attribute(Kind kind, String column, String key, boolean descending) {
    return joined(AttributeField.TABLE, a -> a + ".key = " + key, kind, column, true, descending);
  }

  /**
   * Returns the key of a column of another table, in which a version has at most one row.
   *
   * @param scope returns the condition on the row with the given alias
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

  /** Whether the next column of the index is the id of the version instead of its age. */
  public boolean isWalkedWithoutAge() {
    return walk != null && !walk.join().isEmpty() && !walk.hasAge();
  }

  /** Whether it is the age or the id of a version. Both have an index over all versions. */
  public boolean isAge() {
    return expression.equals("v.created_at") || expression.equals("v.id");
  }

  public String direction() {
    return descending ? " desc" : "";
  }

  /** Returns the same key as a column with the given name. */
  public SortKey as(String column) {
    return new SortKey(kind, column, nullable, descending, null);
  }

  public SortKey present(String column) {
    return new SortKey(kind, column, false, descending, null);
  }
}
