package dev.roster.storage.search;

import dev.roster.core.search.Condition;
import dev.roster.core.search.Filter;
import dev.roster.storage.json.JsonColumn;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A filter as a condition over {@code version v} and {@code model m}, or over {@code model m}
 * alone. Values are bound, never written into the text.
 */
public final class FilterSql {
  private final StringBuilder sql = new StringBuilder("true");
  private final Map<String, Object> params = new HashMap<>();

  private FilterSql() {}

  public static FilterSql ofVersions(Filter filter) {
    return of(filter, "v.tags", "v.stage = :%s");
  }

  public static FilterSql ofModels(Filter filter) {
    return of(
        filter,
        "m.tags",
        """
        exists (select from version s where s.model_id = m.id and s.stage = :%s
          and s.status not in ('deleted', 'reclaimed'))""");
  }

  public String sql() {
    return sql.toString();
  }

  public Map<String, Object> params() {
    return params;
  }

  private static FilterSql of(Filter filter, String tags, String stage) {
    FilterSql result = new FilterSql();
    for (Condition condition : filter.conditions()) {
      String p = "f" + result.params.size();
      result.sql.append(" and ");
      if (condition instanceof Condition.NameIs name) {
        String text = name.text().toLowerCase(Locale.ROOT);
        result.text("lower(m.name)", text, name.openStart(), name.openEnd(), p);
      } else if (condition instanceof Condition.TagIs tag && !tag.openStart() && !tag.openEnd()) {
        result.sql.append(tags).append(" @> :").append(p).append("::jsonb");
        result.params.put(p, JsonColumn.write(Map.of(tag.key(), tag.value())));
      } else if (condition instanceof Condition.TagIs tag) {
        result.params.put(p + "k", tag.key());
        String value = "(%s ->> :%sk)".formatted(tags, p);
        result.text(value, tag.value(), tag.openStart(), tag.openEnd(), p);
      } else if (condition instanceof Condition.StageIs is) {
        result.sql.append(stage.formatted(p));
        result.params.put(p, is.stage());
      }
    }
    return result;
  }

  private void text(String column, String text, boolean openStart, boolean openEnd, String p) {
    if (!openStart && !openEnd) {
      sql.append(column).append(" = :").append(p);
      params.put(p, text);
      return;
    }
    String escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    sql.append(column).append(" like :").append(p);
    params.put(p, (openStart ? "%" : "") + escaped + (openEnd ? "%" : ""));
  }
}
