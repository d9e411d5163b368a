package dev.roster.monitoring.rows;

import dev.roster.core.problem.EditDistance;
import dev.roster.core.problem.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column may be called, and how many there may be. */
public final class ColumnNames {
  /** More columns than this are refused. */
  public static final int MAX_COLUMNS = 5_000;

  static final int MAX_LENGTH = 256;

  private static final Pattern INDEX = Pattern.compile("__index_level_\\d+__");

  /** As pandas and readr call a column that has no name when they read it. */
  private static final Pattern UNNAMED =
      Pattern.compile("Unnamed: \\d+(_level_\\d+)?(\\.\\d+)*|\\.\\.\\.\\d+");

  private ColumnNames() {}

  static void check(String name) {
    String fault = fault(name);
    if (fault != null) throw Rows.malformed("A column " + fault + ".");
  }

  /** What is wrong with the name, said of its column; null if nothing is. */
  static @Nullable String fault(String name) {
    if (name.isEmpty()) return "has no name";
    if (name.length() > MAX_LENGTH)
      return "has a name of more than " + MAX_LENGTH + " characters: " + Quoted.of(name);
    if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || c >= 0xd800 && c <= 0xdfff))
      return "has a control character in its name: " + Quoted.of(name);
    return null;
  }

  public static void checkCount(int columns) {
    if (columns > MAX_COLUMNS)
      throw Rows.malformed("There are more than " + MAX_COLUMNS + " columns.");
  }

  /** Whether pandas gives this name to an index that has none, and the rows do not have it. */
  public static boolean isIndex(String name) {
    return INDEX.matcher(name).matches();
  }

  /** Whether a program made this name up for a column that had none. */
  public static boolean isMadeUp(String name) {
    return UNNAMED.matcher(name).matches();
  }

  /** The name as a query parameter has it. */
  public static String inUrl(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Asks whether the caller meant a similar name; empty if no name is similar. */
  public static String didYouMean(String name, Collection<String> known) {
    int farthest = Math.max(2, name.length() / 3);
    return known.stream()
        .filter(other -> Math.abs(other.length() - name.length()) <= farthest)
        .filter(other -> distance(name, other) <= farthest)
        .min(Comparator.comparingInt((String other) -> distance(name, other)).thenComparing(o -> o))
        .map(other -> " (did you mean '" + other + "'?)")
        .orElse("");
  }

  private static int distance(String a, String b) {
    return a.equalsIgnoreCase(b) ? 0 : EditDistance.between(a, b);
  }

  static Refused unnamed(int place) {
    String index =
        place > 0
            ? ""
            : " The index that pandas writes has none: write the rows with index=False, or give it a"
                + " name with index_label= and the role id.";
    return Rows.malformed("Column %d has no name.%s".formatted(place + 1, index));
  }

  static Refused twice(String name) {
    return Rows.malformed(
        "The column '" + name + "' is there twice. Each column needs a name of its own.");
  }
}
