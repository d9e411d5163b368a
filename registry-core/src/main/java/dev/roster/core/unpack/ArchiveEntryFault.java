package dev.roster.core.unpack;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;

/** The refusal of an archive because of one of its entries. */
public final class ArchiveEntryFault {
  private ArchiveEntryFault() {}

  /** Refuses an entry that is not a file that a version can have. */
  public static Refused invalid(String name, String rule) {
    return of(ProblemCode.INVALID_FIELD, name, rule);
  }

  /**
   * Refuses an archive that cannot be read from some place on.
   *
   * @param name the entry at that place; empty if no entry was found before
   * @param place what cannot be read
   * @param failure the failure of its reader, whose message says what it found
   */
  public static Refused unreadable(String name, String place, Exception failure) {
    String found = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    String fault = place + found + ". Nothing was stored; send the whole archive again";
    if (name.isEmpty()) return Refused.because(ProblemCode.MALFORMED_REQUEST, fault + ".", failure);
    FieldFault at = new FieldFault(UnpackedNames.entry(name), fault);
    return Refused.because(ProblemCode.MALFORMED_REQUEST, at + ".", List.of(at));
  }

  /** Refuses an archive that is broken at this entry. */
  public static Refused broken(String name, String fault) {
    return of(ProblemCode.MALFORMED_REQUEST, name, fault);
  }

  /** Refuses an entry that is larger than the limits allow. */
  public static Refused tooLarge(String name, String rule) {
    return of(ProblemCode.TOO_LARGE, name, rule);
  }

  /** Refuses an entry that cannot be stored beside another one of the archive. */
  public static Refused conflict(String name, String rule) {
    return of(ProblemCode.PATH_CONFLICT, name, rule);
  }

  private static Refused of(ProblemCode code, String name, String rule) {
    FieldFault fault = new FieldFault(UnpackedNames.entry(name), rule);
    return Refused.because(code, fault + ". Nothing was stored.", List.of(fault));
  }
}
