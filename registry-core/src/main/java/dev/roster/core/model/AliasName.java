package dev.roster.core.model;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.label.LabelRange;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.Stage;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an alias. It has the form of a model's name, but must not read as a version or a
 * stage: it is no number, not {@code v7}, no label or range of labels such as {@code 2.1.0} or
 * {@code 2.x}, not {@code latest} and not the name of a stage.
 */
public record AliasName(String text) {
  private static final Pattern LIKE_A_VERSION = Pattern.compile("v?[0-9]+");

  /** The selector for the newest READY version of a model; no alias can have this name. */
  public static final String LATEST = "latest";

  public AliasName {
    if (!ModelName.isValid(text))
      throw Refused.invalid(
          field("alias"),
          "must be 1 to 128 of A-Z a-z 0-9 . _ - that begin with a letter or digit",
          text);
    String lower = text.toLowerCase(Locale.ROOT);
    if (LIKE_A_VERSION.matcher(lower).matches()
        || LabelRange.reads(text)
        || lower.equals(LATEST)
        || Stage.ofWire(lower).isPresent())
      throw Refused.invalid(
          field("alias"),
          "'"
              + text
              + "' reads as a version, label or stage; choose another alias, for example champion");
  }

  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text;
  }
}
