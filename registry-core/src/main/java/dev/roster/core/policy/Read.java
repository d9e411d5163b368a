package dev.roster.core.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A place that an expression reads, such as {@code candidate.metrics["auc"]}.
 *
 * @param root the id of the name that it begins with, in the tree of the expression
 * @param start where it begins in the text
 * @param end behind it
 * @param path the names and keys that lead to it
 * @param tested whether the expression only asks if it is there
 */
record Read(long root, int start, int end, List<Object> path, boolean tested) {
  private static final String INDEX = "_[_]";

  /**
   * What the expression reads, in the order of its text.
   *
   * @throws Expression.Wrong if it makes an object, which gates cannot
   */
  static List<Read> allIn(CelAbstractSyntaxTree tree, String source) throws Expression.Wrong {
    Finder finder = new Finder(tree, source);
    finder.visit(tree.getExpr(), Set.of());
    if (finder.makesObject) throw new Expression.Wrong("makes an object, which no gate can");
    return List.copyOf(finder.found.values());
  }

  String in(String source) {
    return source.substring(start, end);
  }

  /** What is there; null if it is absent. */
  @Nullable Object value(Map<String, Object> values) {
    Object value = at(path, values);
    return value instanceof NullValue ? null : value;
  }

  private static @Nullable Object at(List<Object> path, Map<String, Object> values) {
    Object value = values;
    for (Object step : path) {
      if (value instanceof Map<?, ?> map) value = map.containsKey(step) ? map.get(step) : null;
      else if (value instanceof List<?> list && step instanceof Long at)
        value = at >= 0 && at < list.size() ? list.get(at.intValue()) : null;
      else value = null;
    }
    return value;
  }

  /**
   * What of it is not there, spelt as in the text; empty if it is there. Of a place that the
   * expression only asks for, the name that it begins with must be there.
   */
  Optional<Missing> missing(Map<String, Object> values, String source) {
    if (path.size() == 1) return Optional.empty();
    List<Object> needed = tested ? path.subList(0, 1) : path;
    Object found = at(needed, values);
    if (found != null && !(found instanceof NullValue)) return Optional.empty();
    return Optional.of(
        new Missing(
            tested ? path.get(0).toString() : in(source), found == null ? "absent" : "null"));
  }

  /** A place where there is nothing, and what it is: {@code absent} or {@code null}. */
  record Missing(String place, String how) {}

  /** Finds the longest chains of names and constant keys that begin with a name of the view. */
  private static final class Finder {
    final Map<Integer, Read> found = new TreeMap<>();
    boolean makesObject;
    private final Map<Long, Integer> positions;
    private final String source;

    Finder(CelAbstractSyntaxTree tree, String source) {
      this.positions = tree.getSource().getPositionsMap();
      this.source = source;
    }

    void visit(CelExpr expression, Set<String> bound) {
      List<Object> path = new ArrayList<>();
      CelExpr root = expression;
      for (Object step = step(root); step != null; step = step(root)) {
        path.add(step);
        root = inner(root);
      }
      if (root.getKind() == ExprKind.Kind.IDENT) {
        Collections.reverse(path);
        boolean tested =
            expression.getKind() == ExprKind.Kind.SELECT && expression.select().testOnly();
        if (!bound.contains(root.ident().name()) && GateView.isRoot(root.ident().name()))
          add(root, path, tested);
        return;
      }
      switch (expression.getKind()) {
        case SELECT -> visit(expression.select().operand(), bound);
        case CALL -> {
          expression.call().target().ifPresent(target -> visit(target, bound));
          expression.call().args().forEach(argument -> visit(argument, bound));
        }
        case LIST -> expression.list().elements().forEach(element -> visit(element, bound));
        case MAP ->
            expression
                .map()
                .entries()
                .forEach(
                    entry -> {
                      visit(entry.key(), bound);
                      visit(entry.value(), bound);
                    });
        case COMPREHENSION -> visit(expression.comprehension(), bound);
        case STRUCT -> makesObject = true;
        default -> {} // a constant
      }
    }

    private void visit(CelExpr.CelComprehension comprehension, Set<String> bound) {
      visit(comprehension.iterRange(), bound);
      Set<String> inside = new HashSet<>(bound);
      inside.add(comprehension.iterVar());
      inside.add(comprehension.accuVar());
      visit(comprehension.accuInit(), bound);
      visit(comprehension.loopCondition(), inside);
      visit(comprehension.loopStep(), inside);
      visit(comprehension.result(), inside);
    }

    /** The name or the constant key by which the expression goes on from its inner part. */
    private static @Nullable Object step(CelExpr expression) {
      if (expression.getKind() == ExprKind.Kind.SELECT) return expression.select().field();
      if (!isIndex(expression)) return null;
      CelExpr key = expression.call().args().get(1);
      if (key.getKind() != ExprKind.Kind.CONSTANT) return null;
      return switch (key.constant().getKind()) {
        case STRING_VALUE -> key.constant().stringValue();
        case INT64_VALUE -> key.constant().int64Value();
        default -> null;
      };
    }

    private static boolean isIndex(CelExpr expression) {
      return expression.getKind() == ExprKind.Kind.CALL
          && expression.call().function().equals(INDEX);
    }

    private static CelExpr inner(CelExpr expression) {
      return expression.getKind() == ExprKind.Kind.SELECT
          ? expression.select().operand()
          : expression.call().args().get(0);
    }

    private void add(CelExpr root, List<Object> steps, boolean tested) {
      Integer position = positions.get(root.id());
      if (position == null) return;
      int start = source.offsetByCodePoints(0, position);
      if (!source.startsWith(root.ident().name(), start)) return;
      List<Object> path = new ArrayList<>(List.of(root.ident().name()));
      int end = start + root.ident().name().length();
      for (Object step : steps) {
        int next = endOfStep(end);
        if (next < 0) break; // brackets around the inner part: the chain is shown up to them
        end = next;
        path.add(step);
      }
      found.put(
          start, new Read(root.id(), start, end, path, tested && path.size() == steps.size() + 1));
    }

    /** Where {@code .name} or {@code [key]} ends that begins here; -1 if none does. */
    private int endOfStep(int from) {
      int at = skip(from, Character::isWhitespace);
      if (at == source.length()) return -1;
      if (source.charAt(at) == '.') {
        int name = skip(at + 1, Character::isWhitespace);
        int end = skip(name, c -> c == '_' || Character.isLetterOrDigit(c));
        return end > name ? end : -1;
      }
      return source.charAt(at) == '[' ? endOfBracket(at) : -1;
    }

    private int endOfBracket(int open) {
      char quote = 0;
      for (int at = open + 1; at < source.length(); at++) {
        char c = source.charAt(at);
        if (quote != 0) {
          if (c == '\\') at++;
          else if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') quote = c;
        else if (c == ']') return at + 1;
      }
      return -1;
    }

    private int skip(int from, Predicate<Character> skipped) {
      int at = from;
      while (at < source.length() && skipped.test(source.charAt(at))) at++;
      return at;
    }
  }
}
