package dev.roster.core.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shapes of tensors: −1 is wider than any length, and no shape wider than any shape. */
final class Shapes {
  private Shapes() {}

  static TypeRelation order(@Nullable List<Integer> was, @Nullable List<Integer> is) {
    if (was == null || is == null) return TypeRelation.of(is == null, was == null);
    if (was.size() != is.size()) return TypeRelation.CHANGED;
    TypeRelation order = TypeRelation.SAME;
    for (int i = 0; i < was.size(); i++) order = order.and(order(was.get(i), is.get(i)));
    return order;
  }

  private static TypeRelation order(int was, int is) {
    return TypeRelation.of(was == is || is == -1, was == is || was == -1);
  }

  static String text(@Nullable List<Integer> shape) {
    return shape == null ? "any shape" : shape.toString();
  }
}
