package dev.roster.monitoring.rows;

import dev.roster.drift.cells.CategoricalCells;

/** Shows a value to people: well-formed text in quotes, cut if it is long. */
public final class Quoted {
  private static final int MAX_LENGTH = 40;

  private Quoted() {}

  public static String of(String value) {
    String text = CategoricalCells.form(value);
    if (text.length() <= MAX_LENGTH) return "'" + text + "'";
    boolean cutsPair = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
    return "'" + text.substring(0, cutsPair ? MAX_LENGTH - 1 : MAX_LENGTH) + "…'";
  }
}
