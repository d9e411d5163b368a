package dev.roster.app.doctor;

/**
 * One thing that was looked at.
 *
 * @param remedy what to do about it; empty when it is well
 */
public record Diagnosis(Verdict verdict, String what, String remedy) {
  /** How bad it is. */
  public enum Verdict {
    /** As it should be. */
    WELL,
    /** Roster works; something is worth knowing. */
    NOTE,
    /** Roster does not work, or is not safe, like this. */
    ILL
  }

  static Diagnosis well(String what) {
    return new Diagnosis(Verdict.WELL, what, "");
  }

  static Diagnosis note(String what, String remedy) {
    return new Diagnosis(Verdict.NOTE, what, remedy);
  }

  static Diagnosis ill(String what, String remedy) {
    return new Diagnosis(Verdict.ILL, what, remedy);
  }
}
