package dev.roster.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.problem.Faults;
import dev.roster.core.problem.Refused;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates fields from the contents of files, under the same rules as fields that clients send. */
final class Fields {
  /** Deeper nesting in a file is refused. */
  static final int MAX_DEPTH = 16;

  private Fields() {}

  static Field tensor(
      String name, String dtype, @Nullable List<Integer> shape, @Nullable Boolean required) {
    return new Field(name, "tensor", required, dtype, shape);
  }

  /** −1 where the length is not fixed. */
  static int length(long length) throws UnreadableFile {
    if (length > Integer.MAX_VALUE)
      throw new UnreadableFile("has a tensor of the length %,d".formatted(length));
    return length < 0 ? -1 : (int) length;
  }

  static FileSignature checked(Signature signature) throws UnreadableFile {
    return checked(signature, true, true);
  }

  static FileSignature checked(Signature signature, boolean inputsNamed, boolean outputsNamed)
      throws UnreadableFile {
    Faults faults = new Faults();
    signature.check(faults);
    try {
      faults.throwIfAny();
    } catch (Refused refused) {
      throw new UnreadableFile("has a signature that cannot be stored: " + refused.getMessage());
    }
    if (!texts(signature).allMatch(Fields::canBeKept))
      throw new UnreadableFile(
          "has a signature that cannot be stored, because one of its texts is not Unicode or contains U+0000");
    return new FileSignature(signature, inputsNamed, outputsNamed);
  }

  private static boolean canBeKept(String text) {
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }

  private static Stream<String> texts(Signature signature) {
    Stream<Field> fields = Stream.concat(stream(signature.inputs()), stream(signature.outputs()));
    return Stream.concat(
        fields.flatMap(
            field -> Stream.of(field.name(), field.dtype() == null ? "" : field.dtype())),
        stream(signature.params()).map(param -> param.name() + param.standard()));
  }

  private static <T> Stream<T> stream(@Nullable List<T> list) {
    return list == null ? Stream.of() : list.stream();
  }
}
