package dev.roster.core.reference;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Refused;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a model: 1 to 128 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit.
 * Names that differ by case alone are the same name.
 */
public record ModelName(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  public ModelName {
    if (!isValid(text))
      throw Refused.invalid(
          field("name"),
          "must be 1 to 128 of A-Z a-z 0-9 . _ - that begin with a letter or digit",
          text);
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** The form under which it is unique. */
  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text;
  }
}
