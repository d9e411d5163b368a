package dev.roster.core.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets values whose types are known only in a run be compared by the types that they have then. The
 * checker takes {@code hyperparameters["a"]["b"] <= 1} for a comparison of whole numbers, and a
 * fraction could not be compared.
 */
final class Comparisons {
  /** By operator, the comparisons of values of any type. */
  private static final Map<String, CelReference> OF_ANY_TYPE =
      Stream.of("<", "<=", ">", ">=")
          .collect(Collectors.toMap("_%s_"::formatted, Comparisons::ofAnyType));

  private Comparisons() {}

  private static CelReference ofAnyType(String operator) {
    try {
      CelAbstractSyntaxTree tree =
          Cel.COMPILER.compile("dyn(1) %s dyn(1)".formatted(operator)).getAst();
      return tree.getReferenceOrThrow(tree.getExpr().id());
    } catch (CelValidationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static CelAbstractSyntaxTree byTypesOfRun(CelAbstractSyntaxTree checked) {
    Map<Long, CelReference> references = new HashMap<>(checked.getReferenceMap());
    CelNavigableAst.fromAst(checked)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(node -> node.getKind() == ExprKind.Kind.CALL)
        .filter(node -> OF_ANY_TYPE.containsKey(node.call().function()))
        .forEach(node -> references.put(node.id(), OF_ANY_TYPE.get(node.call().function())));
    return CelAbstractSyntaxTree.newCheckedAst(
        checked.getExpr(), checked.getSource(), references, checked.getTypeMap());
  }
}
