package dev.roster.core.problem;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that cannot be done. The message says what is wrong. What to do about it is in the message
 * too, or, where that depends on the door that the caller uses, in the remedy.
 */
public final class Refused extends RuntimeException {
  private final ProblemCode code;
  private final List<FieldFault> faults;
  private final @Nullable Remedy remedy;
  private final @Nullable Tombstone tombstone;

  private Refused(
      ProblemCode code,
      String detail,
      List<FieldFault> faults,
      @Nullable Remedy remedy,
      @Nullable Tombstone tombstone,
      @Nullable Throwable cause) {
    super(detail, cause, false, cause != null); // an answer, not a failure, has no stack trace
    this.code = code;
    this.faults = List.copyOf(faults);
    this.remedy = remedy;
    this.tombstone = tombstone;
  }

  /** Refused because of the state of things, not because of a field. */
  public static Refused because(ProblemCode code, String detail) {
    return new Refused(code, detail, List.of(), null, null, null);
  }

  /** Refused because a lower layer failed. The cause is for the log, never for the caller. */
  public static Refused because(ProblemCode code, String detail, Throwable cause) {
    return new Refused(code, detail, List.of(), null, null, cause);
  }

  /** Refused with one entry for each fault. */
  public static Refused because(ProblemCode code, String detail, List<FieldFault> faults) {
    return new Refused(code, detail, faults, null, null, null);
  }

  /** Refused because a field has a value that is not allowed. */
  public static Refused invalid(FieldPath field, String detail) {
    FieldFault fault = new FieldFault(field, detail);
    return because(ProblemCode.INVALID_FIELD, fault.toString(), List.of(fault));
  }

  /** Refused because of this value, which is shown beside the rule that it breaks. */
  public static Refused invalid(FieldPath field, String rule, @Nullable Object value) {
    return invalid(field, SentValue.beside(rule, value));
  }

  /** The same refusal with what the caller can do about it. */
  public Refused with(@Nullable Remedy remedy) {
    return new Refused(code, String.valueOf(getMessage()), faults, remedy, tombstone, getCause());
  }

  /** The same refusal with what is left of the bytes that the caller asked for. */
  public Refused leaving(@Nullable Tombstone left) {
    return new Refused(code, String.valueOf(getMessage()), faults, remedy, left, getCause());
  }

  public ProblemCode code() {
    return code;
  }

  public List<FieldFault> faults() {
    return faults;
  }

  public Optional<Tombstone> tombstone() {
    return Optional.ofNullable(tombstone);
  }

  public Optional<Remedy> remedy() {
    return Optional.ofNullable(remedy);
  }
}
