package dev.roster.core.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that cannot be done. The message says what is wrong and what to do about it. */
public final class Refused extends RuntimeException {
  private final ProblemCode code;
  private final List<FieldFault> faults;

  private Refused(
      ProblemCode code, String detail, List<FieldFault> faults, @Nullable Throwable cause) {
    super(detail, cause, false, cause != null); // an answer, not a fault: no stack trace
    this.code = code;
    this.faults = List.copyOf(faults);
  }

  /** Refused for the state of things, not for a field. */
  public static Refused because(ProblemCode code, String detail) {
    return new Refused(code, detail, List.of(), null);
  }

  /** Refused because something below failed; the cause goes to the log, never to the caller. */
  public static Refused because(ProblemCode code, String detail, Throwable cause) {
    return new Refused(code, detail, List.of(), cause);
  }

  /** Refused with one entry per faulty thing. */
  public static Refused because(ProblemCode code, String detail, List<FieldFault> faults) {
    return new Refused(code, detail, faults, null);
  }

  /**
   * A field of the request has a value that cannot be. {@code pointer} as in {@link FieldFault}.
   */
  public static Refused invalid(String pointer, String detail) {
    return because(
        ProblemCode.INVALID_FIELD,
        pointer.replaceFirst("^[/?]", "") + " " + detail,
        List.of(new FieldFault(pointer, detail)));
  }

  public ProblemCode code() {
    return code;
  }

  public List<FieldFault> faults() {
    return faults;
  }
}
