package dev.roster.monitoring.baseline;

import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.CategoricalFreezer;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.monitoring.rows.CategoryForm;
import dev.roster.monitoring.rows.Numbers;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Counts the categories of a column, where the spellings of one value are one category. */
final class CategoryReader implements ColumnSpool.Reader {
  private static final int MAX_DISTINCT = 100_000;
  private static final long BYTES_OF_CATEGORY = 512;
  private static final long MAX_CHARACTERS = 16_000_000;

  private final char decimal;
  private final Map<String, Long> counts = new HashMap<>();
  private CategoryForm form = CategoryForm.TEXT;
  private long characters;
  private long uncounted;

  private CategoryReader(char decimal) {
    this.decimal = decimal;
  }

  /** What counting the categories of a column may take, in bytes. */
  static long memory(ColumnSpool spool) {
    return BYTES_OF_CATEGORY * Math.min(spool.values(), MAX_DISTINCT);
  }

  static CategoryReader of(ColumnSpool spool, RowDialect dialect) {
    CategoryReader reader = new CategoryReader(dialect.decimal());
    spool.read(reader);
    reader.unite();
    return reader;
  }

  @Override
  public void number(long row, double value) {
    text(row, String.valueOf(value));
  }

  @Override
  public void text(long row, String value) {
    String category = CategoricalCells.form(value);
    if (counts.containsKey(category)) {
      counts.merge(category, 1L, Long::sum);
    } else if (counts.size() < MAX_DISTINCT && characters < MAX_CHARACTERS) {
      counts.put(category, 1L);
      characters += category.length();
    } else {
      uncounted++;
    }
  }

  private void unite() {
    if (uncounted > 0) return; // nobody knows what the others are
    Map<String, Long> pointed = new HashMap<>();
    for (Map.Entry<String, Long> category : counts.entrySet()) {
      String text = Numbers.withPoint(category.getKey(), decimal);
      if (text == null) return;
      pointed.merge(text, category.getValue(), Long::sum);
    }
    form = CategoryForm.of(pointed.keySet());
    if (form == CategoryForm.TEXT) return;
    counts.clear();
    pointed.forEach((text, n) -> counts.merge(form.canonical(text), n, Long::sum));
  }

  /** What all of the categories are. */
  CategoryForm form() {
    return form;
  }

  /** Whether each of the categories has this spelling. */
  boolean isOfAll(Pattern spelling) {
    return !counts.isEmpty()
        && counts.keySet().stream().allMatch(text -> spelling.matcher(text).matches());
  }

  BaselineColumn freeze(String name, long missing) {
    return CategoricalFreezer.freeze(name, counts, uncounted, missing);
  }
}
