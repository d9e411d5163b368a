package dev.roster.core.signature;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.FieldPath;
import dev.roster.core.signature.Reason.Change;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Signature.Field;
import dev.roster.core.version.Signature.Param;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a version can replace another: its callers can keep sending what they send and reading
 * what they read. So inputs may widen or become optional, and outputs may narrow or be added.
 *
 * @param reasons the differences, at most 1,000; empty when identical
 * @param omitted how many more differences there are
 */
public record Compatibility(Verdict verdict, List<Reason> reasons, int omitted) {
  private static final int MAX_REASONS = 1_000;
  private static final Comparator<Verdict> SEVERITY =
      Comparator.comparing((Verdict verdict) -> verdict == Verdict.BREAKING)
          .thenComparing(Comparator.naturalOrder());
  private static final FieldPath INPUTS = field("inputs");
  private static final FieldPath OUTPUTS = field("outputs");
  private static final FieldPath PARAMS = field("params");
  private static final FieldPath ITSELF = field();

  public static Compatibility of(@Nullable Signature from, @Nullable Signature to) {
    if (from == null || to == null) return new Compatibility(Verdict.UNKNOWN, missing(from, to), 0);
    List<Reason> reasons = new ArrayList<>();
    inputs(from, to, reasons);
    outputs(from, to, reasons);
    params(from, to, reasons);
    Verdict worst = reasons.stream().map(Reason::verdict).max(SEVERITY).orElse(Verdict.IDENTICAL);
    int shown = Math.min(reasons.size(), MAX_REASONS);
    return new Compatibility(worst, List.copyOf(reasons.subList(0, shown)), reasons.size() - shown);
  }

  private static List<Reason> missing(@Nullable Signature from, @Nullable Signature to) {
    String who =
        from == null ? to == null ? "neither has" : "the first has no" : "the second has no";
    return List.of(
        new Reason(
            ITSELF,
            Change.SIGNATURE_MISSING,
            Verdict.UNKNOWN,
            who + " signature, so nothing can be judged"));
  }

  private static void inputs(Signature from, Signature to, List<Reason> reasons) {
    if ((from.inputs() == null) != (to.inputs() == null)) {
      String who = from.inputs() == null ? "the first" : "the second";
      reasons.add(
          new Reason(
              INPUTS,
              Change.SIGNATURE_MISSING,
              Verdict.UNKNOWN,
              who + " says nothing about its inputs, so they cannot be judged"));
      return;
    }
    Map<String, Field> before = byName(from.inputs(), Field::name);
    Map<String, Field> after = byName(to.inputs(), Field::name);
    Side side = new Side(INPUTS, Verdict.COMPATIBLE, Verdict.BREAKING, reasons);
    compareEach(
        before,
        after,
        side::compare,
        name ->
            side.add(
                name, Change.INPUT_REMOVED, Verdict.BREAKING, "input " + name + " was removed"),
        (name, is) ->
            side.add(
                name,
                Change.INPUT_ADDED,
                is.wanted() ? Verdict.BREAKING : Verdict.COMPATIBLE,
                "new input " + name + (is.wanted() ? " is required" : " is optional")));
    order(INPUTS, before, after, reasons);
  }

  private static void outputs(Signature from, Signature to, List<Reason> reasons) {
    Map<String, Field> before = byName(from.outputs(), Field::name);
    Map<String, Field> after = byName(to.outputs(), Field::name);
    Side side = new Side(OUTPUTS, Verdict.BREAKING, Verdict.COMPATIBLE, reasons);
    compareEach(
        before,
        after,
        side::compare,
        name ->
            side.add(
                name, Change.OUTPUT_REMOVED, Verdict.BREAKING, "output " + name + " was removed"),
        (name, is) ->
            side.add(name, Change.OUTPUT_ADDED, Verdict.COMPATIBLE, "output " + name + " is new"));
    order(OUTPUTS, before, after, reasons);
  }

  private static void params(Signature from, Signature to, List<Reason> reasons) {
    Side side = new Side(PARAMS, Verdict.COMPATIBLE, Verdict.BREAKING, reasons);
    compareEach(
        byName(from.params(), Param::name),
        byName(to.params(), Param::name),
        side::compare,
        name ->
            side.add(
                name, Change.PARAM_REMOVED, Verdict.BREAKING, "parameter " + name + " was removed"),
        (name, is) ->
            side.add(
                name,
                Change.PARAM_ADDED,
                Verdict.COMPATIBLE,
                "new parameter " + name + " has a default"));
  }

  private static <T> void compareEach(
      Map<String, T> before,
      Map<String, T> after,
      BiConsumer<T, T> compare,
      Consumer<String> removed,
      BiConsumer<String, T> added) {
    before.forEach(
        (name, was) -> {
          T is = after.get(name);
          if (is == null) removed.accept(name);
          else compare.accept(was, is);
        });
    after.forEach(
        (name, is) -> {
          if (!before.containsKey(name)) added.accept(name, is);
        });
  }

  /** Callers that use names do not notice a new order; those that send columns by position do. */
  private static void order(
      FieldPath at, Map<String, Field> before, Map<String, Field> after, List<Reason> reasons) {
    List<String> was = before.keySet().stream().filter(after::containsKey).toList();
    List<String> is = after.keySet().stream().filter(before::containsKey).toList();
    if (!was.equals(is))
      reasons.add(
          new Reason(
              at,
              Change.ORDER_CHANGED,
              Verdict.COMPATIBLE,
              "the order changed, which callers that use names do not notice"));
  }

  private static <T> Map<String, T> byName(@Nullable List<T> list, Function<T, String> name) {
    Map<String, T> map = new LinkedHashMap<>();
    if (list != null) list.forEach(item -> map.put(name.apply(item), item));
    return map;
  }

  /**
   * Inputs or outputs, and the verdict on widening and narrowing there.
   *
   * @param at the list in the signature
   */
  private record Side(FieldPath at, Verdict widened, Verdict narrowed, List<Reason> reasons) {
    void compare(Field was, Field is) {
      type(was.name(), was.type(), was.dtype(), is.type(), is.dtype());
      if (was.tensor() && is.tensor()) shape(was.name(), was.shape(), is.shape());
      if (was.wanted() && !is.wanted())
        add(
            was.name(),
            field("required"),
            Change.MADE_OPTIONAL,
            widened,
            "it was required and is optional now");
      if (!was.wanted() && is.wanted())
        add(
            was.name(),
            field("required"),
            Change.MADE_REQUIRED,
            narrowed,
            "it was optional and is required now");
    }

    void compare(Param was, Param is) {
      type(was.name(), was.type(), null, is.type(), null);
      shape(was.name(), scalarUnless(was.shape()), scalarUnless(is.shape()));
      if (!Objects.equals(was.standard(), is.standard()))
        add(
            was.name(),
            field("default"),
            Change.DEFAULT_CHANGED,
            Verdict.COMPATIBLE,
            "the default was %s and is %s now".formatted(was.standard(), is.standard()));
    }

    /** A parameter without a shape is a single value; it does not take any shape. */
    private static List<Integer> scalarUnless(@Nullable List<Integer> shape) {
      return shape == null ? List.of() : shape;
    }

    private void type(
        String name, String was, @Nullable String wasOf, String is, @Nullable String isOf) {
      TypeRelation order = typeOrder(was, wasOf, is, isOf);
      String detail = "%s became %s".formatted(named(was, wasOf), named(is, isOf));
      switch (order) {
        case SAME -> {}
        case WIDENED ->
            add(name, field("type"), Change.TYPE_WIDENED, widened, detail + ", which is wider");
        case NARROWED ->
            add(
                name,
                field("type"),
                Change.TYPE_NARROWED,
                narrowed,
                detail + ", which is narrower");
        case CHANGED -> add(name, field("type"), Change.TYPE_CHANGED, Verdict.BREAKING, detail);
      }
    }

    private static TypeRelation typeOrder(
        String was, @Nullable String wasOf, String is, @Nullable String isOf) {
      boolean wasAny = was.equals("any"), isAny = is.equals("any");
      if (wasAny || isAny) return TypeRelation.of(isAny, wasAny);
      if (!was.equals(is))
        return wasOf == null && isOf == null ? ElementType.order(was, is) : TypeRelation.CHANGED;
      if (wasOf == null || isOf == null) return TypeRelation.of(isOf == null, wasOf == null);
      return was.equals("tensor")
          ? ElementType.order(wasOf, isOf)
          : wasOf.equals(isOf) ? TypeRelation.SAME : TypeRelation.CHANGED;
    }

    private static String named(String type, @Nullable String of) {
      if (of == null) return type;
      return type.equals("tensor") ? "tensor of " + of : of;
    }

    private void shape(String name, @Nullable List<Integer> was, @Nullable List<Integer> is) {
      String detail = "%s became %s".formatted(Shapes.text(was), Shapes.text(is));
      switch (Shapes.order(was, is)) {
        case SAME -> {}
        case WIDENED ->
            add(name, field("shape"), Change.SHAPE_WIDENED, widened, detail + ", which is wider");
        case NARROWED ->
            add(
                name,
                field("shape"),
                Change.SHAPE_NARROWED,
                narrowed,
                detail + ", which is narrower");
        case CHANGED -> add(name, field("shape"), Change.SHAPE_CHANGED, Verdict.BREAKING, detail);
      }
    }

    void add(String name, Change change, Verdict verdict, String detail) {
      add(name, ITSELF, change, verdict, detail);
    }

    private void add(String name, FieldPath part, Change change, Verdict verdict, String detail) {
      reasons.add(new Reason(at.member(name).followedBy(part), change, verdict, detail));
    }
  }
}
