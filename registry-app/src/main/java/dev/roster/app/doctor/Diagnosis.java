package dev.roster.app.doctor;

/**
 * One thing that the doctor examined.
 *
 * @param remedy what to do about it; empty if nothing needs doing
 */
public record Diagnosis(Severity severity, String what, String remedy) {
  /** How bad it is. */
  public enum Severity {
    /** Nothing needs doing. */
    OK,
    /** Roster works, but the operator should know this. */
    NOTE,
    /** Roster does not work, or is not safe, until this is fixed. */
    FAILURE
  }

  static Diagnosis ok(String what) {
    return new Diagnosis(Severity.OK, what, "");
  }

  static Diagnosis note(String what, String remedy) {
    return new Diagnosis(Severity.NOTE, what, remedy);
  }

  static Diagnosis failure(String what, String remedy) {
    return new Diagnosis(Severity.FAILURE, what, remedy);
  }
}
