package dev.roster.core.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds calls that fail whatever the version is, such as {@code duration("30d")}, so that a policy
 * with one is refused when it is saved, and not each move by it.
 */
final class ConstantCalls {
  private static final String MATCHES = "matches";
  private static final Set<String> READERS = Set.of("duration", "timestamp");
  private static final Map<String, String> REMEDIES =
      Map.of(
          "duration", "; write it in h, m, s or ms, such as 720h",
          "timestamp", "; write it as in 2027-03-01T00:00:00Z");

  private ConstantCalls() {}

  /**
   * @throws Expression.Wrong naming the first call that cannot be evaluated, with its place
   */
  static void check(CelAbstractSyntaxTree tree) throws Expression.Wrong {
    List<CelExpr> calls =
        CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .map(CelNavigableExpr::expr)
            .filter(node -> node.getKind() == ExprKind.Kind.CALL)
            .toList();
    for (CelExpr node : calls) {
      CelExpr.CelCall call = node.call();
      if (call.args().size() != 1 || !isText(call.args().get(0))) continue;
      if (READERS.contains(call.function())) run(node, call, tree);
      else if (call.function().equals(MATCHES) && call.target().isPresent())
        run(withoutTarget(node, call), call, tree);
    }
  }

  private static boolean isText(CelExpr argument) {
    return argument.getKind() == ExprKind.Kind.CONSTANT
        && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  /** The pattern alone is judged, by matching it with an empty text. */
  private static CelExpr withoutTarget(CelExpr node, CelExpr.CelCall call) {
    return CelExpr.ofCall(
        node.id(),
        Optional.of(CelExpr.ofConstant(0, CelConstant.ofValue(""))),
        MATCHES,
        call.args());
  }

  private static void run(CelExpr node, CelExpr.CelCall call, CelAbstractSyntaxTree tree)
      throws Expression.Wrong {
    try {
      Cel.RUNTIME
          .createProgram(
              CelAbstractSyntaxTree.newCheckedAst(
                  node, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap()))
          .eval();
    } catch (CelEvaluationException failed) {
      throw new Expression.Wrong(
          "is not a condition in CEL: %s%s(\"%s\") cannot be evaluated: %s%s"
              .formatted(
                  place(call.args().get(0), tree.getSource()),
                  call.function(),
                  call.args().get(0).constant().stringValue(),
                  ExpressionFaults.cause(failed),
                  REMEDIES.getOrDefault(call.function(), "")));
    }
  }

  private static String place(CelExpr at, CelSource source) {
    return Optional.ofNullable(source.getPositionsMap().get(at.id()))
        .flatMap(source::getOffsetLocation)
        .map(
            location ->
                "line %d, column %d: ".formatted(location.getLine(), location.getColumn() + 1))
        .orElse("");
  }
}
