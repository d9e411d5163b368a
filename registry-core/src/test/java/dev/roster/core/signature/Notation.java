package dev.roster.core.signature;

import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.Signature.Param;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signatures in one line: {@code age:long income:double? x:float32[-1,3] z:float32[*] -> y:long |
 * threshold:double=0.5}. A question mark: optional. A type with a shape is a tensor, {@code [*]} is
 * any shape. {@code -} is no signature, and {@code ?} in place of the inputs says nothing about
 * them.
 */
final class Notation {
  private static final Set<String> COLUMNS =
      Set.of(
          "boolean", "integer", "long", "float", "double", "string", "binary", "datetime", "any");

  private Notation() {}

  static @Nullable Signature parse(String text) {
    if (text.equals("-")) return null;
    String[] parts = text.split("\\|");
    String[] sides = parts[0].split("->", -1);
    return new Signature(
        sides[0].strip().equals("?") ? null : fields(sides[0]),
        sides.length > 1 ? fields(sides[1]) : null,
        parts.length > 1 ? params(parts[1]) : null);
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.strip().split(" +")).filter(word -> !word.isEmpty());
  }

  private static List<Field> fields(String text) {
    return words(text).map(Notation::field).toList();
  }

  private static Field field(String word) {
    boolean optional = word.endsWith("?");
    String bare = optional ? word.substring(0, word.length() - 1) : word;
    String name = bare.substring(0, bare.indexOf(':'));
    String type = bare.substring(bare.indexOf(':') + 1);
    Boolean required = optional ? false : null;
    if (type.endsWith("]") && type.contains("[") && !type.contains("<"))
      return new Field(
          name,
          "tensor",
          required,
          type.substring(0, type.indexOf('[')),
          shape(type.substring(type.indexOf('[') + 1, type.length() - 1)));
    if (COLUMNS.contains(type)) return new Field(name, type, required, null, null);
    return new Field(name, type.substring(0, type.indexOf('<')), required, type, null);
  }

  private static @Nullable List<Integer> shape(String text) {
    if (text.equals("*")) return null;
    List<Integer> lengths = new ArrayList<>();
    for (String length : text.split(","))
      if (!length.isEmpty()) lengths.add(Integer.valueOf(length));
    return lengths;
  }

  private static List<Param> params(String text) {
    return words(text)
        .map(
            word -> {
              String[] parts = word.split("[:=]", 3);
              boolean list = parts[1].endsWith("[]");
              String type = list ? parts[1].substring(0, parts[1].length() - 2) : parts[1];
              return new Param(parts[0], type, parts[2], list ? List.of(-1) : null);
            })
        .toList();
  }

  static String print(Signature signature) {
    String text = print(signature.inputs()) + " -> " + print(signature.outputs());
    if (signature.params() == null) return text.strip();
    return text
        + " | "
        + signature.params().stream()
            .map(
                p ->
                    p.name()
                        + ":"
                        + p.type()
                        + (p.shape() == null ? "" : "[]")
                        + "="
                        + p.standard())
            .collect(Collectors.joining(" "));
  }

  private static String print(@Nullable List<Field> fields) {
    if (fields == null) return "";
    return fields.stream().map(Notation::print).collect(Collectors.joining(" "));
  }

  private static String print(Field field) {
    String optional = field.wanted() ? "" : "?";
    if (!field.tensor())
      return field.name() + ":" + (field.dtype() == null ? field.type() : field.dtype()) + optional;
    String shape = field.shape() == null ? "[*]" : field.shape().toString().replace(" ", "");
    return field.name() + ":" + field.dtype() + shape + optional;
  }
}
