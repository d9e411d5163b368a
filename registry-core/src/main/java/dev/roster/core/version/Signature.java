package dev.roster.core.version;

import static dev.roster.core.problem.FieldPath.field;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The typed inputs and outputs of a model.
 *
 * @param params the parameters that a call may set beside its inputs; each has a default
 */
public record Signature(
    @Nullable List<Field> inputs, @Nullable List<Field> outputs, @Nullable List<Param> params) {
  /** Inputs, outputs or params. */
  public static final int MAX_FIELDS = 5_000;

  /** Characters of the element type of a tensor. */
  public static final int MAX_DTYPE_LENGTH = 64;

  /** Characters of the whole type of an array, map or object. */
  public static final int MAX_TYPE_LENGTH = 4_096;

  private static final Set<String> SCALARS =
      Set.of("boolean", "integer", "long", "float", "double", "string", "binary", "datetime");
  private static final Set<String> COMPOUNDS = Set.of("array", "map", "object");

  /**
   * One input or output.
   *
   * @param required null if it is
   * @param dtype element type of a tensor, as {@code float32}; of an array, map or object its whole
   *     type, as {@code array<map<int64,float32>>}
   * @param shape of a tensor; −1 is any length, null any shape
   */
  public record Field(
      String name,
      String type,
      @Nullable Boolean required,
      @Nullable String dtype,
      @Nullable List<Integer> shape) {
    /** Whether a call must contain it, or an answer will contain it. */
    public boolean wanted() {
      return !Boolean.FALSE.equals(required);
    }

    public boolean tensor() {
      return "tensor".equals(type);
    }
  }

  /**
   * A parameter of a call.
   *
   * @param shape {@code [-1]} of a list
   */
  public record Param(
      String name,
      String type,
      @JsonProperty("default") @Nullable Object standard,
      @Nullable List<Integer> shape) {}

  /** Whether the signature is empty. */
  public boolean saysNothing() {
    return isEmpty(inputs) && isEmpty(outputs) && isEmpty(params);
  }

  private static boolean isEmpty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }

  public void check(Faults faults) {
    check(field("signature", "inputs"), inputs, faults);
    check(field("signature", "outputs"), outputs, faults);
    checkParams(field("signature", "params"), params, faults);
  }

  private static void check(FieldPath at, @Nullable List<Field> fields, Faults faults) {
    if (fields == null) return;
    faults.count(at, fields.size(), MAX_FIELDS);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      FieldPath pointer = at.item(i);
      if (field == null) {
        faults.add(pointer, "is null");
        continue;
      }
      checkName(pointer, field.name(), names, faults);
      checkType(pointer, field, faults);
      checkShape(pointer, field.shape(), faults);
    }
  }

  private static void checkName(
      FieldPath pointer, @Nullable String name, Set<String> names, Faults faults) {
    faults.requiredText(pointer.member("name"), name, 512);
    if (name != null && !names.add(name)) faults.add(pointer.member("name"), "is used twice");
  }

  private static void checkType(FieldPath pointer, Field field, Faults faults) {
    String type = field.type();
    boolean compound = type != null && COMPOUNDS.contains(type);
    boolean known = compound || type != null && SCALARS.contains(type);
    if (!known && !field.tensor() && !"any".equals(type))
      faults.add(
          pointer.member("type"),
          "is not one of any, array, binary, boolean, datetime, double, float, integer, long, map,"
              + " object, string, tensor");
    if (field.tensor() && field.dtype() == null)
      faults.add(pointer, "a tensor needs a dtype, and a shape unless any shape is accepted");
    if (compound && field.dtype() == null)
      faults.add(
          pointer,
          "an array, map or object needs a dtype with its whole type, for example array<double>");
    if (!field.tensor() && !compound && field.dtype() != null
        || !field.tensor() && field.shape() != null)
      faults.add(pointer, "only a tensor has dtype and shape, only an array, map or object dtype");
    faults.text(
        pointer.member("dtype"), field.dtype(), compound ? MAX_TYPE_LENGTH : MAX_DTYPE_LENGTH);
  }

  /** Whether a param may have this type. */
  public static boolean isParamType(@Nullable String type) {
    return type != null && (SCALARS.contains(type) || type.equals("object"));
  }

  private static void checkParams(FieldPath at, @Nullable List<Param> params, Faults faults) {
    if (params == null) return;
    faults.count(at, params.size(), MAX_FIELDS);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < params.size(); i++) {
      Param param = params.get(i);
      FieldPath pointer = at.item(i);
      if (param == null) {
        faults.add(pointer, "is null");
        continue;
      }
      checkName(pointer, param.name(), names, faults);
      if (!isParamType(param.type()))
        faults.add(
            pointer.member("type"),
            "is not one of binary, boolean, datetime, double, float, integer, long, object, string");
      checkShape(pointer, param.shape(), faults);
    }
  }

  private static void checkShape(FieldPath pointer, @Nullable List<Integer> shape, Faults faults) {
    if (shape != null && (shape.size() > 32 || shape.stream().anyMatch(n -> n == null || n < -1)))
      faults.add(pointer.member("shape"), "is up to 32 lengths of 0 or more, or -1 for any");
  }
}
