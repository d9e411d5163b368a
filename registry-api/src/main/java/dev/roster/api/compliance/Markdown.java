package dev.roster.api.compliance;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown text that is written from top to bottom. What it is given as text cannot end the line,
 * the cell or the quotation that it is put into.
 */
final class Markdown {
  private static final int MAX_ROWS = 100;

  private static final Pattern LINE_END =
      Pattern.compile("\\r\\n|[\\r\\n\\f\\u000B\\u0085\\u2028\\u2029]");

  /** Characters that nobody sees, some of which change the direction of what follows. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\t]]");

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&!$]");
  private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

  private final StringBuilder text = new StringBuilder();

  Markdown heading(String title) {
    text.append("\n## ").append(title).append("\n");
    return this;
  }

  /** A line of Roster's own words. */
  Markdown line(String words) {
    text.append('\n').append(words).append('\n');
    return this;
  }

  /** What somebody wrote, as a quotation, or that nobody did. */
  Markdown quotation(@Nullable String written) {
    if (written == null) return line("*Nobody has written this yet.*");
    text.append('\n');
    for (String line : LINE_END.split(written.strip(), -1))
      text.append("> ")
          .append(TAG.matcher(INVISIBLE.matcher(line).replaceAll(" ")).replaceAll("\\\\<"))
          .append('\n');
    return this;
  }

  /** A table of the first hundred rows, if there is any. */
  <T> Markdown table(List<String> columns, List<T> rows, Function<T, List<?>> cells) {
    if (rows.isEmpty()) return this;
    text.append('\n').append(row(columns));
    text.append(row(columns.stream().map(column -> "---").toList()));
    rows.stream()
        .limit(MAX_ROWS)
        .map(one -> row(cells.apply(one).stream().map(Markdown::inline).toList()))
        .forEach(text::append);
    return rows.size() <= MAX_ROWS ? this : line("and %,d more.".formatted(rows.size() - MAX_ROWS));
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** A value as it stands within a line or a cell. */
  static String inline(@Nullable Object value) {
    if (value == null) return "";
    return SPECIAL
        .matcher(INVISIBLE.matcher(value.toString()).replaceAll(" "))
        .replaceAll("\\\\$0");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
