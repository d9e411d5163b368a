package dev.roster.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.Signature.Param;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates fields from the contents of files. What cannot be stored under the rules for fields that
 * clients send is left out or replaced by something wider, with a note, and the rest is kept.
 */
final class Fields {
  /** Deeper nesting in a file is refused. */
  static final int MAX_DEPTH = 16;

  /** Readers stop after one more dimension. */
  static final int MAX_DIMENSIONS = 32;

  static final int MAX_NAME_LENGTH = 512;
  static final int MAX_NOTES = 1_000;
  private static final int TOO_LONG = Integer.MIN_VALUE;
  private static final int MAX_DEFAULT_LENGTH = 10_000;

  private final List<String> notes;

  private Fields(List<String> notes) {
    this.notes = notes;
  }

  static Field tensor(
      String name, String dtype, @Nullable List<Integer> shape, @Nullable Boolean required) {
    return new Field(name, "tensor", required, dtype, shape);
  }

  /** −1 where the length is not fixed. */
  static int length(long length) {
    if (length > Integer.MAX_VALUE) return TOO_LONG;
    return length < 0 ? -1 : (int) length;
  }

  static FileSignature storable(Signature signature) throws UnreadableFile {
    return storable(signature, true, true, List.of());
  }

  /**
   * @param found what the reader left out itself
   * @throws UnreadableFile if nothing is left
   */
  static FileSignature storable(
      Signature signature, boolean inputsNamed, boolean outputsNamed, List<String> found)
      throws UnreadableFile {
    Fields fields = new Fields(new ArrayList<>(found));
    Signature kept =
        new Signature(
            fields.all(signature.inputs(), "input"),
            fields.all(signature.outputs(), "output"),
            fields.params(signature.params()));
    if (kept.saysNothing() && !fields.notes.isEmpty())
      throw new UnreadableFile(
          "has a signature that cannot be stored: it " + String.join("; ", fields.notes));
    return new FileSignature(kept, null, inputsNamed, outputsNamed, fields.notes);
  }

  private @Nullable List<Field> all(@Nullable List<Field> fields, String one) {
    if (fields == null) return null;
    List<Field> kept = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      if (kept.size() == Signature.MAX_FIELDS) {
        note("leaves out the %ss after the first %,d", one, Signature.MAX_FIELDS);
        break;
      }
      Field field = fields.get(i);
      if (isNameKept(field.name(), names, one, i)) kept.add(storable(field));
    }
    return kept;
  }

  private boolean isNameKept(String name, Set<String> names, String one, int place) {
    String why =
        name.isBlank()
            ? "its name is blank"
            : name.length() > MAX_NAME_LENGTH
                ? "its name has %,d characters, and at most %,d are kept"
                    .formatted(name.length(), MAX_NAME_LENGTH)
                : !isStorable(name)
                    ? "its name is not Unicode or contains U+0000"
                    : !names.add(name) ? "its name is used twice: " + name : null;
    if (why != null) note("leaves out %s %d, because %s", one, place, why);
    return why == null;
  }

  private Field storable(Field field) {
    String dtype = field.dtype();
    int longest = field.tensor() ? Signature.MAX_DTYPE_LENGTH : Signature.MAX_TYPE_LENGTH;
    if (dtype != null && (dtype.length() > longest || !isStorable(dtype))) {
      note(
          "has any as the type of %s, because its type has %,d characters or is not Unicode, and at most %,d are kept",
          field.name(), dtype.length(), longest);
      return new Field(field.name(), "any", field.required(), null, null);
    }
    return new Field(
        field.name(), field.type(), field.required(), dtype, storable(field.shape(), field.name()));
  }

  private @Nullable List<Integer> storable(@Nullable List<Integer> shape, String name) {
    if (shape == null || shape.size() <= MAX_DIMENSIONS && !shape.contains(TOO_LONG)) return shape;
    if (shape.size() > MAX_DIMENSIONS) {
      note("has any shape for %s, which has more than %d dimensions", name, MAX_DIMENSIONS);
      return null;
    }
    note("has any length in place of one beyond 2^31 in the shape of %s", name);
    return shape.stream().map(length -> length == TOO_LONG ? Integer.valueOf(-1) : length).toList();
  }

  private @Nullable List<Param> params(@Nullable List<Param> params) {
    if (params == null) return null;
    List<Param> kept = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < params.size(); i++) {
      if (kept.size() == Signature.MAX_FIELDS) {
        note("leaves out the params after the first %,d", Signature.MAX_FIELDS);
        break;
      }
      Param param = params.get(i);
      if (!Signature.isParamType(param.type()))
        note("leaves out param %d, because its type is not known: %s", i, param.type());
      else if (isNameKept(param.name(), names, "param", i)) kept.add(storable(param));
    }
    return kept;
  }

  private Param storable(Param param) {
    Object standard = param.standard();
    String text = String.valueOf(standard);
    if (text.length() > MAX_DEFAULT_LENGTH || !isStorable(text)) {
      note(
          "leaves out the default of the param %s, because it has %,d characters or is not Unicode, and at most %,d are kept",
          param.name(), text.length(), MAX_DEFAULT_LENGTH);
      standard = null;
    }
    return new Param(param.name(), param.type(), standard, storable(param.shape(), param.name()));
  }

  private void note(String format, Object... values) {
    if (notes.size() < MAX_NOTES) notes.add(UnreadableFile.printable(format.formatted(values)));
  }

  private static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }
}
