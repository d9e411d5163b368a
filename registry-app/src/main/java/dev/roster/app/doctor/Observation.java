package dev.roster.app.doctor;

/**
 * One thing that was looked at.
 *
 * @param remedy what to do about it; empty when it is well
 */
public record Observation(Verdict verdict, String what, String remedy) {
  /** How bad it is. */
  public enum Verdict {
    /** As it should be. */
    WELL,
    /** Roster works; something is worth knowing. */
    NOTE,
    /** Roster does not work, or is not safe, like this. */
    ILL
  }

  static Observation well(String what) {
    return new Observation(Verdict.WELL, what, "");
  }

  static Observation note(String what, String remedy) {
    return new Observation(Verdict.NOTE, what, remedy);
  }

  static Observation ill(String what, String remedy) {
    return new Observation(Verdict.ILL, what, remedy);
  }
}
