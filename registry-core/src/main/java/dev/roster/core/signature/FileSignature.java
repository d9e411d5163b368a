package dev.roster.core.signature;

import dev.roster.core.version.Signature;
import java.util.ArrayList;
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

  /** Whether a file of the model must say what the inputs or outputs are. */
  boolean leavesOut() {
    return signature.inputs() == null || signature.outputs() == null;
  }

  /** This signature, with the inputs or outputs of the other if it has none. */
  FileSignature completedBy(FileSignature other) {
    boolean inputs = signature.inputs() == null;
    boolean outputs = signature.outputs() == null;
    List<String> all = new ArrayList<>(notes);
    all.addAll(other.notes);
    return new FileSignature(
        new Signature(
            inputs ? other.signature.inputs() : signature.inputs(),
            outputs ? other.signature.outputs() : signature.outputs(),
            signature.params()),
        name,
        inputs ? other.inputsNamed : inputsNamed,
        outputs ? other.outputsNamed : outputsNamed,
        all);
  }

  /** The first fields: of the inputs, then of the outputs, then of the params. */
  FileSignature first(int fields) {
    int inputs = Math.min(size(signature.inputs()), fields);
    int outputs = Math.min(size(signature.outputs()), fields - inputs);
    int params = Math.min(size(signature.params()), fields - inputs - outputs);
    Signature kept =
        new Signature(
            first(signature.inputs(), inputs),
            first(signature.outputs(), outputs),
            first(signature.params(), params));
    List<String> noted = new ArrayList<>(notes);
    noted.add(
        0,
        "leaves out all but %,d inputs, %,d outputs and %,d params, because with them the facts of the version have more than 1 MiB"
            .formatted(inputs, outputs, params));
    return new FileSignature(kept, name, inputsNamed, outputsNamed, noted);
  }

  /** How many inputs, outputs and params there are. */
  int size() {
    return size(signature.inputs()) + size(signature.outputs()) + size(signature.params());
  }

  private static int size(@Nullable List<?> fields) {
    return fields == null ? 0 : fields.size();
  }

  private static <T> @Nullable List<T> first(@Nullable List<T> fields, int count) {
    return fields == null ? null : fields.subList(0, count);
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
