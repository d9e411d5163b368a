package dev.roster.app.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A text and its signatures, as C2SP signed-note has them.
 *
 * @param text what is signed, with its last newline
 */
record SignedNote(String text, List<Signed> signatures) {
  private static final String SIGNATURE = "— ";
  private static final int MAX_SIGNATURES = 100;

  /** A signature line. */
  record Signed(String name, byte[] keyId, byte[] signature) {}

  /** Empty if it is not a note. */
  static Optional<SignedNote> parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 1 || !note.endsWith("\n") || note.chars().anyMatch(SignedNote::isControl))
      return Optional.empty();
    String[] lines = note.substring(end + 2).split("\n", -1); // the last one is empty
    if (lines.length < 2 || lines.length > MAX_SIGNATURES + 1) return Optional.empty();
    List<Signed> signatures = new ArrayList<>();
    for (String line : Arrays.copyOf(lines, lines.length - 1)) {
      Optional<Signed> signed = signature(line);
      if (signed.isEmpty()) return Optional.empty();
      signatures.add(signed.get());
    }
    return Optional.of(new SignedNote(note.substring(0, end + 1), signatures));
  }

  private static boolean isControl(int unit) {
    return unit < ' ' && unit != '\n';
  }

  private static Optional<Signed> signature(String line) {
    String[] parts = line.startsWith(SIGNATURE) ? line.substring(2).split(" ", -1) : new String[0];
    if (parts.length != 2 || !isName(parts[0])) return Optional.empty();
    return StrictBase64.decode(parts[1])
        .filter(bytes -> bytes.length > 4)
        .map(
            bytes ->
                new Signed(
                    parts[0], Arrays.copyOf(bytes, 4), Arrays.copyOfRange(bytes, 4, bytes.length)));
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().noneMatch(c -> c == '+' || Character.isSpaceChar(c) || isControl(c));
  }

  /** Whether one of the keys signed it, and no signature by one of them is false. */
  boolean isSignedBy(List<VerifierKey> keys) {
    boolean isSigned = false;
    for (Signed each : signatures)
      for (VerifierKey key : keys) {
        if (!key.isOf(each)) continue;
        if (!key.verifies(text, each.signature())) return false;
        isSigned = true;
      }
    return isSigned;
  }
}
