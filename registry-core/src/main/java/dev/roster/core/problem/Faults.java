package dev.roster.core.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that its sender hears all of it at once. */
public final class Faults {
  private static final int MAX_SHOWN = 100;

  private final List<FieldFault> faults = new ArrayList<>();
  private int found;

  /** Counts the fault. The first hundred are shown. */
  public Faults add(FieldPath field, String detail) {
    if (found++ < MAX_SHOWN) faults.add(new FieldFault(field, detail));
    return this;
  }

  /** Counts the fault of a value, which is shown beside the rule that it breaks. */
  public Faults add(FieldPath field, String rule, @Nullable Object value) {
    return add(field, SentValue.beside(rule, value));
  }

  /** Adds a fault if the text has more than {@code max} characters. It may be absent. */
  public Faults text(FieldPath field, @Nullable String value, int max) {
    if (value != null && value.length() > max)
      add(field, "has %,d characters; at most %,d are kept".formatted(value.length(), max));
    return this;
  }

  /** Adds a fault if the text is absent, blank or too long. */
  public Faults requiredText(FieldPath field, @Nullable String value, int max) {
    if (value == null || value.isBlank()) return add(field, "is required");
    return text(field, value, max);
  }

  /** Adds a fault if there are more than {@code max} entries. */
  public Faults count(FieldPath field, int size, int max) {
    if (size > max) add(field, "has %,d entries; at most %,d are kept".formatted(size, max));
    return this;
  }

  /** Throws {@code invalid_field} if anything was found. */
  public void throwIfAny() {
    if (faults.isEmpty()) return;
    String detail = faults.get(0).toString();
    if (found > 1) detail += ", and %d more (see errors)".formatted(found - 1);
    throw Refused.because(ProblemCode.INVALID_FIELD, detail, faults);
  }
}
