package dev.roster.core.signature;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a given signature contradicts a model's file. A signature may have columns where the
 * file has tensors: a column is a tensor with one value per row, and n columns are one tensor of n
 * values per row. The caller then chooses the names of inputs and outputs. Outputs and optional
 * inputs may be left out.
 */
final class Contradictions {
  private final String file;
  private final boolean whole;
  private final List<FieldFault> faults = new ArrayList<>();

  /**
   * @param whole whether all that the file says is known; otherwise names may be missing
   */
  private Contradictions(String file, boolean whole) {
    this.file = file;
    this.whole = whole;
  }

  static List<FieldFault> between(Signature given, FileSignature found, String file) {
    Contradictions contradictions = new Contradictions(file, found.notes().isEmpty());
    List<Field> inputs = orNone(given.inputs()), taken = orNone(found.signature().inputs());
    boolean matrix = contradictions.inputs(inputs, taken, found.inputsNamed());
    contradictions.outputs(
        orNone(given.outputs()),
        orNone(found.signature().outputs()),
        found.outputsNamed() && !matrix);
    return contradictions.faults;
  }

  private static List<Field> orNone(@Nullable List<Field> fields) {
    return fields == null ? List.of() : fields;
  }

  /** Whether one side has columns and the other a tensor of them. */
  private boolean inputs(List<Field> given, List<Field> found, boolean named) {
    if (given.isEmpty() || found.isEmpty()) return false;
    if (isMatrix(found) && areColumns(given) && !isNamedAlike(given, found)) {
      columns(field("signature", "inputs"), given, found.get(0), true);
      return true;
    }
    if (isMatrix(given) && areColumns(found) && !isNamedAlike(given, found)) {
      columns(field("signature", "inputs"), found, given.get(0), true);
      return true;
    }
    if (!named) {
      byPlace(field("signature", "inputs"), given, found, true);
      return false;
    }
    byName(field("signature", "inputs"), "an input", given, found, true);
    for (Field field : without(found, given))
      if (field.wanted())
        fault(
            field("signature", "inputs"),
            "lacks %s, which %s requires".formatted(field.name(), file));
    return false;
  }

  /** Outputs may be left out. Columns may be given for the tensors that hold them. */
  private void outputs(List<Field> given, List<Field> found, boolean named) {
    FieldPath at = field("signature", "outputs");
    if (given.isEmpty() || found.isEmpty()) return;
    List<Field> unknown = without(given, found);
    boolean same = unknown.size() < given.size();
    if (areColumns(unknown) && !unknown.isEmpty()) {
      List<Field> others = without(found, given);
      if (!same && isMatrix(found)) {
        columns(at, given, found.get(0), false);
        return;
      }
      if (others.stream().anyMatch(other -> holdsAll(unknown, other))
          || !named && holdInOrder(unknown, others)) {
        Map<String, Field> names = byName(found);
        for (int i = 0; i < given.size(); i++) {
          Field other = names.get(given.get(i).name());
          if (other != null) pair(at.item(i), given.get(i), other, false);
        }
        return;
      }
    }
    if (isMatrix(given) && areColumns(found) && !same) {
      List<Field> columns = columnsOf(given.get(0), found);
      columns(at, columns, given.get(0), false);
    } else if (named || same) byName(at, "an output", given, found, false);
    else byPlace(at, given, found, false);
  }

  /** The fields whose names the others do not have. */
  private static List<Field> without(List<Field> fields, List<Field> others) {
    Set<String> names = others.stream().map(Field::name).collect(Collectors.toSet());
    return fields.stream().filter(field -> !names.contains(field.name())).toList();
  }

  private static Map<String, Field> byName(List<Field> fields) {
    Map<String, Field> names = new LinkedHashMap<>();
    fields.forEach(field -> names.put(field.name(), field));
    return names;
  }

  /** Whether several columns are the values that one tensor has for each row. */
  private static boolean holdsAll(List<Field> columns, Field tensor) {
    return tensor.tensor()
        && columns.size() > 1
        && (tensor.shape() == null || tensor.shape().size() == 2)
        && (width(tensor) < 0 || width(tensor) == columns.size())
        && columns.stream().allMatch(column -> meets(column.type(), tensor.dtype(), false));
  }

  /**
   * Whether the columns are, one after the other, values of the tensors, of which some may lack.
   */
  private static boolean holdInOrder(List<Field> columns, List<Field> tensors) {
    int next = 0;
    for (Field tensor : tensors) {
      if (next == columns.size()) break;
      if (!tensor.tensor()) return false;
      int width = width(tensor) < 0 ? columns.size() - next : width(tensor);
      int end = next + width;
      boolean fits =
          width > 0
              && (tensor.shape() == null || tensor.shape().size() <= 2)
              && end <= columns.size()
              && columns.subList(next, end).stream()
                  .allMatch(column -> meets(column.type(), tensor.dtype(), false));
      if (fits) next = end;
    }
    return next == columns.size();
  }

  /** How many values it has for each row; −1 if any number. */
  private static int width(Field tensor) {
    List<Integer> shape = tensor.shape();
    return shape == null ? -1 : shape.size() < 2 ? 1 : shape.get(1);
  }

  /** The neighbouring columns that the given tensor may be made of; all if there are none. */
  private static List<Field> columnsOf(Field tensor, List<Field> columns) {
    int width = width(tensor);
    for (int from = 0; width > 0 && from + width <= columns.size(); from++) {
      List<Field> some = columns.subList(from, from + width);
      if (some.stream().allMatch(column -> meets(column.type(), tensor.dtype(), false)))
        return some;
    }
    return columns;
  }

  private static boolean isMatrix(List<Field> fields) {
    if (fields.size() != 1 || !fields.get(0).tensor()) return false;
    List<Integer> shape = fields.get(0).shape();
    return shape == null || shape.size() <= 2;
  }

  private static boolean areColumns(List<Field> fields) {
    return fields.stream().noneMatch(Field::tensor);
  }

  private static boolean isNamedAlike(List<Field> given, List<Field> found) {
    return without(given, found).size() < given.size();
  }

  private void columns(FieldPath at, List<Field> columns, Field tensor, boolean input) {
    int width = width(tensor);
    if (width >= 0 && width != columns.size())
      fault(
          at,
          "%d columns are not the %d of %s in %s"
              .formatted(columns.size(), width, describe(tensor), file));
    for (Field column : columns)
      if (!meets(column.type(), tensor.dtype(), input))
        fault(
            at.item(columns.indexOf(column)),
            "%s is %s, which %s does not hold (%s)"
                .formatted(column.name(), column.type(), describe(tensor), file));
  }

  private void byName(
      FieldPath at, String one, List<Field> given, List<Field> found, boolean input) {
    Map<String, Field> names = byName(found);
    for (int i = 0; i < given.size(); i++) {
      Field field = names.get(given.get(i).name());
      if (field != null) pair(at.item(i), given.get(i), field, input);
      else if (whole)
        fault(
            at.item(i).member("name"),
            "%s is not %s of %s; it has %s"
                .formatted(given.get(i).name(), one, file, some(names.keySet().stream().toList())));
    }
  }

  private void byPlace(FieldPath at, List<Field> given, List<Field> found, boolean input) {
    if (whole && given.size() > found.size() || input && given.size() < found.size())
      fault(at, "has %d where %s has %d".formatted(given.size(), file, found.size()));
    for (int i = 0; i < Math.min(given.size(), found.size()); i++)
      pair(at.item(i), given.get(i), found.get(i), input);
  }

  private void pair(FieldPath at, Field given, Field found, boolean input) {
    Optional<String> wrong = wrong(given, found, input);
    wrong.ifPresent(
        part ->
            fault(
                at.member(part),
                "%s is %s here and %s in %s"
                    .formatted(given.name(), describe(given), describe(found), file)));
  }

  /** The part that contradicts. */
  private static Optional<String> wrong(Field given, Field found, boolean input) {
    if (given.tensor() && found.tensor()) {
      if (!given.dtype().equals(found.dtype())) return Optional.of("dtype");
      return overlap(given.shape(), found.shape()) ? Optional.empty() : Optional.of("shape");
    }
    if (given.tensor() != found.tensor()) {
      Field tensor = given.tensor() ? given : found, column = given.tensor() ? found : given;
      boolean fits = onePerRow(tensor.shape()) && meets(column.type(), tensor.dtype(), input);
      return fits || isLoose(column) ? Optional.empty() : Optional.of("type");
    }
    if (isLoose(given) || isLoose(found)) {
      boolean both = given.dtype() != null && found.dtype() != null;
      return both && !given.dtype().equals(found.dtype()) ? Optional.of("dtype") : Optional.empty();
    }
    return assignable(given.type(), found.type(), input) ? Optional.empty() : Optional.of("type");
  }

  /** Arrays, maps and the like, which a serving system unpacks in ways that no file describes. */
  private static boolean isLoose(Field field) {
    return field.type().equals("any") || !field.tensor() && field.dtype() != null;
  }

  private static boolean overlap(@Nullable List<Integer> one, @Nullable List<Integer> other) {
    if (one == null || other == null) return true;
    if (one.size() != other.size()) return false;
    for (int i = 0; i < one.size(); i++)
      if (one.get(i) >= 0 && other.get(i) >= 0 && !one.get(i).equals(other.get(i))) return false;
    return true;
  }

  private static boolean onePerRow(@Nullable List<Integer> shape) {
    return shape == null || shape.size() < 2 || shape.size() == 2 && Math.abs(shape.get(1)) == 1;
  }

  /** The file must accept the given inputs, and its outputs must be as the signature promises. */
  private static boolean assignable(String given, String found, boolean input) {
    TypeRelation order = input ? ElementType.order(given, found) : ElementType.order(found, given);
    return order == TypeRelation.SAME
        || order == TypeRelation.WIDENED
        || bothFloating(given, found);
  }

  /** The type of a column is the meaning of its values; that of a tensor is their layout. */
  private static boolean meets(String column, @Nullable String dtype, boolean input) {
    Optional<ElementType> one = ElementType.of(column), other = ElementType.of(dtype);
    if (one.isEmpty() || other.isEmpty()) return true; // nothing is known that would contradict
    ElementType values = one.get(), layout = other.get();
    return switch (values.kind()) {
      case FLOATING -> layout.isFloating() || !input && layout.isWhole();
      case SIGNED, UNSIGNED ->
          layout.isWhole() && layout.kind() != ElementType.Kind.BOOLEAN
              || input && layout.isFloating();
      case BOOLEAN -> layout.isWhole() || input && layout.isFloating();
      case TEXT -> layout.kind() == ElementType.Kind.TEXT;
      case BYTES -> layout.kind() == ElementType.Kind.TEXT || dtype.equals("uint8");
      case INSTANT ->
          layout.kind() == ElementType.Kind.TEXT
              || layout.kind() == ElementType.Kind.INSTANT
              || dtype.equals("int64");
      case COMPLEX -> layout.kind() == ElementType.Kind.COMPLEX;
    };
  }

  private static boolean bothFloating(String one, String other) {
    return ElementType.of(one).filter(ElementType::isFloating).isPresent()
        && ElementType.of(other).filter(ElementType::isFloating).isPresent();
  }

  private static String describe(Field field) {
    if (!field.tensor()) return field.dtype() == null ? field.type() : field.dtype();
    return "tensor " + field.dtype() + " of " + Shapes.text(field.shape());
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), 10)));
    return names.size() > 10 ? first + " and " + (names.size() - 10) + " more" : first;
  }

  private void fault(FieldPath field, String detail) {
    faults.add(new FieldFault(field, detail));
  }
}
