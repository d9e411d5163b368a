package dev.roster.core.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that its sender hears all of it at once. */
public final class Faults {
  private static final int SHOWN = 100;

  private final List<FieldFault> faults = new ArrayList<>();
  private int found;

  /** Counts it; the first hundred are shown. */
  public Faults add(String pointer, String detail) {
    if (found++ < SHOWN) faults.add(new FieldFault(pointer, detail));
    return this;
  }

  /** A text that may be absent but not longer than {@code max} characters. */
  public Faults text(String pointer, @Nullable String value, int max) {
    if (value != null && value.length() > max)
      add(pointer, "has %,d characters; at most %,d are kept".formatted(value.length(), max));
    return this;
  }

  /** A text that must be there. */
  public Faults requiredText(String pointer, @Nullable String value, int max) {
    if (value == null || value.isBlank()) return add(pointer, "is required");
    return text(pointer, value, max);
  }

  public Faults count(String pointer, int size, int max) {
    if (size > max) add(pointer, "has %,d entries; at most %,d are kept".formatted(size, max));
    return this;
  }

  /** Throws {@code invalid_field} if anything was found. */
  public void throwIfAny() {
    if (faults.isEmpty()) return;
    FieldFault first = faults.get(0);
    String detail = first.pointer().replaceFirst("^[/?]", "") + " " + first.detail();
    if (found > 1) detail += ", and %d more (see errors)".formatted(found - 1);
    throw Refused.because(ProblemCode.INVALID_FIELD, detail, faults);
  }
}
