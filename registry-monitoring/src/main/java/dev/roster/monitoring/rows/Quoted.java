package dev.roster.monitoring.rows;

import dev.roster.drift.cells.CategoricalCells;
import java.util.regex.Pattern;

/** Shows a value to people: well-formed text in quotes, on one line, cut if it is long. */
public final class Quoted {
  private static final int MAX_LENGTH = 40;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private Quoted() {}

  public static String of(String value) {
    String text = CONTROL.matcher(CategoricalCells.form(value)).replaceAll("?");
    if (text.length() <= MAX_LENGTH) return "'" + text + "'";
    boolean cutsPair = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
    return "'" + text.substring(0, cutsPair ? MAX_LENGTH - 1 : MAX_LENGTH) + "…'";
  }
}
