package dev.roster.monitoring.rows;

import java.util.Set;

/**
 * The texts that mean that there is no value, in each format and column. They are those that pandas
 * reads as missing, and what databases and pandas write instead of nothing.
 */
public final class MissingTexts {
  /** The same list is in docs/monitoring.md. */
  static final Set<String> TEXTS =
      Set.of(
          "",
          "NA",
          "N/A",
          "n/a",
          "#NA",
          "#N/A",
          "#N/A N/A",
          "<NA>",
          "NaN",
          "nan",
          "-NaN",
          "-nan",
          "1.#IND",
          "-1.#IND",
          "1.#QNAN",
          "-1.#QNAN",
          "NaT",
          "NULL",
          "Null",
          "null",
          "None",
          "\\N");

  private MissingTexts() {}

  /** Whether the text means that there is no value; spaces around it say nothing. */
  public static boolean contain(String text) {
    return TEXTS.contains(text.strip());
  }
}
