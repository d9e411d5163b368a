package dev.roster.core.reference;

import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which models somebody means: the name of one, or the beginning of names with {@code *} behind it.
 * Case is ignored, as in names.
 */
public record ModelPattern(String text) {
  public static final ModelPattern ALL = new ModelPattern("*");

  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,127})?\\*");

  /**
   * @param field where the caller sent it
   * @throws Refused {@code invalid_field}
   */
  public static ModelPattern of(String text, FieldPath field) {
    if (!isPrefix(text) && !ModelName.isValid(text))
      throw Refused.invalid(
          field, "must be the name of a model, or a prefix that ends with *", text);
    return new ModelPattern(text);
  }

  /** Whether it is the beginning of names with {@code *} behind it. */
  public static boolean isPrefix(String text) {
    return PREFIX.matcher(text).matches();
  }

  /** The beginning of names that such a text stands for. */
  public static String prefixOf(String text) {
    return text.substring(0, text.length() - 1);
  }

  public boolean matches(ModelName name) {
    return isPrefix(text)
        ? name.key().startsWith(prefixOf(text).toLowerCase(Locale.ROOT))
        : name.key().equals(text.toLowerCase(Locale.ROOT));
  }
}
