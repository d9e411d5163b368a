package dev.roster.core.signature;

import dev.roster.core.version.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature in a model file.
 *
 * @param name the name of this signature, if the file has several; null if it is the only one
 * @param inputsNamed whether the names are in the file; otherwise they are positions
 * @param notes what was left out of it, because it cannot be stored
 */
record FileSignature(
    Signature signature,
    @Nullable String name,
    boolean inputsNamed,
    boolean outputsNamed,
    List<String> notes) {
  private static final int MAX_SHOWN = 3;

  FileSignature {
    notes = List.copyOf(notes);
  }

  FileSignature(Signature signature, boolean inputsNamed, boolean outputsNamed) {
    this(signature, null, inputsNamed, outputsNamed, List.of());
  }

  FileSignature named(String of) {
    return new FileSignature(signature, of, inputsNamed, outputsNamed, notes);
  }

  /** The notes in one sentence; null if nothing was left out. */
  @Nullable String detail() {
    if (notes.isEmpty()) return null;
    String shown = String.join("; ", notes.subList(0, Math.min(notes.size(), MAX_SHOWN)));
    return notes.size() <= MAX_SHOWN
        ? shown
        : shown + "; and %,d more".formatted(notes.size() - MAX_SHOWN);
  }
}
