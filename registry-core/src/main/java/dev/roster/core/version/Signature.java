package dev.roster.core.version;

import dev.roster.core.problem.Faults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The typed inputs and outputs of a model. */
public record Signature(@Nullable List<Field> inputs, @Nullable List<Field> outputs) {
  private static final int MOST = 5_000;
  private static final Set<String> TYPES =
      Set.of(
          "boolean",
          "integer",
          "long",
          "float",
          "double",
          "string",
          "binary",
          "datetime",
          "tensor");

  /**
   * One input or output.
   *
   * @param dtype element type of a tensor, as {@code float32}
   * @param shape of a tensor; −1 is any
   */
  public record Field(
      String name,
      String type,
      @Nullable Boolean required,
      @Nullable String dtype,
      @Nullable List<Integer> shape) {}

  void check(Faults faults) {
    check("/signature/inputs", inputs, faults);
    check("/signature/outputs", outputs, faults);
  }

  private static void check(String at, @Nullable List<Field> fields, Faults faults) {
    if (fields == null) return;
    faults.count(at, fields.size(), MOST);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      String pointer = at + "/" + i;
      if (field == null) {
        faults.add(pointer, "is null");
        continue;
      }
      faults.requiredText(pointer + "/name", field.name(), 512);
      if (field.name() != null && !names.add(field.name()))
        faults.add(pointer + "/name", "stands twice");
      if (field.type() == null || !TYPES.contains(field.type()))
        faults.add(
            pointer + "/type",
            "is not one of " + String.join(", ", TYPES.stream().sorted().toList()));
      boolean tensor = "tensor".equals(field.type());
      if (tensor && (field.dtype() == null || field.shape() == null))
        faults.add(pointer, "a tensor wants dtype and shape");
      if (!tensor && (field.dtype() != null || field.shape() != null))
        faults.add(pointer, "only a tensor has dtype and shape");
      faults.text(pointer + "/dtype", field.dtype(), 64);
      if (field.shape() != null
          && (field.shape().size() > 32
              || field.shape().stream().anyMatch(n -> n == null || n < -1)))
        faults.add(pointer + "/shape", "is up to 32 lengths of 0 or more, or -1 for any");
    }
  }
}
