package dev.roster.monitoring.profile;

import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import dev.roster.monitoring.rows.CategoryForm;
import dev.roster.monitoring.rows.Numbers;
import dev.roster.monitoring.rows.TimestampParser;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the category of the baseline that a value is, however the value's writer spelled it. Each
 * value is taken by itself, so that one odd value does not change what the others of its column
 * are. A value that the baseline has in this very spelling is that category.
 */
final class CategoryFinder {
  /** In a column that has other texts too, this is rather a version than a number. */
  private static final Pattern VERSION = Pattern.compile(".*\\.\\d*[1-9]0+");

  private final CategoricalCells cells;
  private final char decimal;
  private final boolean hasOneForm;
  private final Map<String, String> bySpelling = new HashMap<>();
  private final TreeMap<Double, String> numbers = new TreeMap<>();
  private boolean hasTimes;

  CategoryFinder(CategoricalCells cells, char decimal) {
    this.cells = cells;
    this.decimal = decimal;
    List<String> all = new ArrayList<>(cells.categories());
    all.addAll(cells.rare());
    hasOneForm = CategoryForm.of(all) != CategoryForm.TEXT;
    for (String category : all) add(category);
  }

  private void add(String category) {
    CategoryForm form = formOf(category);
    if (form == CategoryForm.TEXT) return;
    bySpelling.putIfAbsent(form.canonical(category), category);
    hasTimes |= form == CategoryForm.TIME;
    if (form == CategoryForm.NUMBER) numbers.putIfAbsent(Numbers.parse(category), category);
  }

  private CategoryForm formOf(String text) {
    CategoryForm form = CategoryForm.ofOne(text);
    boolean isVersion =
        form == CategoryForm.NUMBER && !hasOneForm && VERSION.matcher(text.strip()).matches();
    return isVersion ? CategoryForm.TEXT : form;
  }

  int cellOf(String value) {
    if (cells.has(value)) return cells.cellOf(value);
    String category = category(value);
    return cells.cellOf(category == null ? value : category);
  }

  private @Nullable String category(String value) {
    String pointed = Numbers.withPoint(value, decimal);
    if (pointed != null && formOf(pointed) == CategoryForm.NUMBER) return ofNumber(pointed);
    CategoryForm form = formOf(value);
    if (form == CategoryForm.TEXT && pointed != null) form = formOf(value = pointed);
    String same = bySpelling.get(form.canonical(value));
    if (same != null) return same;
    return switch (form) {
      case BOOLEAN -> isOfBooleans() ? ofBoolean(form.canonical(value).equals("true")) : null;
      case TIME -> ofTime(Objects.requireNonNull(TimestampParser.parse(value)));
      case NUMBER, TIME_OF_DAY, TEXT -> null;
    };
  }

  private @Nullable String ofNumber(String text) {
    double number = Numbers.parse(text);
    String same = bySpelling.get(CategoryForm.NUMBER.canonical(text));
    if (same == null) same = nearest(number);
    if (same == null && (number == 0 || number == 1) && isOfBooleans())
      same = bySpelling.get(number == 1 ? "true" : "false");
    if (same != null || !hasTimes) return same;
    Instant time = TimestampParser.parse(text);
    return Stream.concat(TimestampParser.ofCount(text).stream(), Stream.ofNullable(time))
        .map(meant -> bySpelling.get(CategoryForm.ofTime(meant)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The same number but for what 32-bit floats and shortened texts make of it. */
  private @Nullable String nearest(double number) {
    Map.Entry<Double, String> below = numbers.floorEntry(number);
    Map.Entry<Double, String> above = numbers.ceilingEntry(number);
    boolean isBelow = below != null && NumericCells.isNearly(number, below.getKey());
    boolean isAbove = above != null && NumericCells.isNearly(number, above.getKey());
    if (isBelow && isAbove) isBelow = number - below.getKey() < above.getKey() - number;
    return isBelow ? below.getValue() : isAbove ? above.getValue() : null;
  }

  /** Whether zero and one can mean false and true: there is no other number. */
  private boolean isOfBooleans() {
    return numbers.keySet().stream().limit(3).allMatch(number -> number == 0 || number == 1);
  }

  private @Nullable String ofBoolean(boolean is) {
    return bySpelling.get(is ? "1" : "0");
  }

  /** The number that counts the ticks to this time, in the unit in which the baseline has it. */
  private @Nullable String ofTime(Instant time) {
    if (numbers.isEmpty()) return null;
    return Stream.concat(
            LongStream.of(1_000, 1, 1_000_000, 1_000_000_000)
                .mapToObj(ticks -> TimestampParser.count(time, ticks)),
            Stream.of(basicDate(time)))
        .map(count -> bySpelling.get(CategoryForm.NUMBER.canonical(count.toPlainString())))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static BigDecimal basicDate(Instant time) {
    return new BigDecimal(time.toString().substring(0, 10).replace("-", ""));
  }
}
